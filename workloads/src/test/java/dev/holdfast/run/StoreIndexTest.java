package dev.holdfast.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreIndexTest {
    @TempDir Path folder;

    private static IndexEntry entry(long seed) {
        return new IndexEntry(
                "a/b",
                "redis-seed",
                "lock",
                List.of("pause"),
                seed,
                "durable",
                "2026-01-01T00:00:00Z",
                "invalid",
                "as expected",
                List.of("belief"),
                Map.of("suite", "suites/x/y"));
    }

    private StoreIndex index() {
        return new Store(folder).index();
    }

    @Test
    void whatIsAppendedIsRead() throws IOException {
        assertEquals(List.of(), index().read());
        index().append(entry(1));
        index().append(entry(2));
        assertEquals(List.of(entry(1), entry(2)), index().read());
        assertEquals(2, Files.readAllLines(index().file()).size());
    }

    @Test
    void aTornLineIsPassedOverAndSpoilsNothing() throws IOException {
        index().append(entry(1));
        Files.writeString(index().file(), "{\"run\":\"a/b\",\"sub", StandardOpenOption.APPEND);
        assertEquals(List.of(entry(1)), index().read());
        index().append(entry(2));
        assertEquals(List.of(entry(1), entry(2)), index().read());
    }

    @Test
    void anOlderLineLacksFields() throws IOException {
        Files.writeString(
                index().file(),
                "{\"run\":\"a\",\"subject\":\"s\",\"verdict\":\"valid\",\"color\":\"red\"}\n");
        IndexEntry read = index().read().get(0);
        assertEquals("s", read.subject());
        assertEquals("", read.persistence());
        assertEquals(Map.of(), read.more());
    }

    @Test
    void linesOfManyThreadsStayWhole() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            long from = t * 50L;
            all.add(
                    threads.submit(
                            () -> {
                                for (long i = from; i < from + 50; i++) {
                                    index().append(entry(i));
                                }
                                return null;
                            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        List<Long> seeds = index().read().stream().map(IndexEntry::seed).sorted().toList();
        assertEquals(IntStream.range(0, 200).mapToObj(i -> (long) i).toList(), seeds);
        assertTrue(Files.readString(index().file()).endsWith("\n"));
    }
}
