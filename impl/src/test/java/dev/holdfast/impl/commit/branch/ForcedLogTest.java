package dev.holdfast.impl.commit.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForcedLogTest {
    @TempDir Path folder;

    private Path file() {
        return folder.resolve("a.log");
    }

    private List<String> records() {
        List<String> records = new ArrayList<>();
        ForcedLog.open(file(), records::add).close();
        return records;
    }

    private void write(String... records) {
        try (ForcedLog log = ForcedLog.open(file(), r -> {})) {
            for (String record : records) {
                log.force(log.append(record));
            }
        }
    }

    @Test
    void keepsRecordsInOrder() {
        write("one", "", "drei \u20ac");
        assertEquals(List.of("one", "", "drei \u20ac"), records());
        write("four");
        assertEquals(List.of("one", "", "drei \u20ac", "four"), records());
    }

    /** Whatever the last record was cut to, it is gone, and the log goes on without it. */
    @Test
    void cutsTheLastRecordOffWhereverItEnds() throws IOException {
        write("first", "second");
        byte[] whole = Files.readAllBytes(file());
        int last = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = last; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertEquals(List.of("first"), records(), "cut to " + length);
            assertEquals(last, Files.size(file()), "cut to " + length);
            write("third");
            assertEquals(List.of("first", "third"), records(), "cut to " + length);
        }
    }

    /** A lost record is not taken for one that was never finished. */
    @Test
    void noticesEveryWrongByte() throws IOException {
        write("first", "second");
        byte[] whole = Files.readAllBytes(file());
        int last = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] wrong = whole.clone();
            wrong[i] ^= 0x15;
            Files.write(file(), wrong);
            DamagedLogException e = assertThrows(DamagedLogException.class, this::records);
            String where = "is damaged at byte " + (i < last ? 0 : last);
            assertTrue(String.valueOf(e.getMessage()).endsWith(where), e.getMessage());
        }
    }

    @Test
    void manyThreadsForceTogether() throws InterruptedException {
        int threads = 8;
        int each = 200;
        try (ForcedLog log = ForcedLog.open(file(), r -> {})) {
            List<Thread> all =
                    IntStream.range(0, threads)
                            .mapToObj(
                                    t ->
                                            new Thread(
                                                    () -> {
                                                        for (int i = 0; i < each; i++) {
                                                            log.force(log.append(t + "." + i));
                                                        }
                                                    }))
                            .toList();
            all.forEach(Thread::start);
            for (Thread thread : all) {
                thread.join();
            }
        }
        List<String> records = records();
        Set<String> distinct = new TreeSet<>(records);
        assertEquals(threads * each, records.size());
        assertEquals(threads * each, distinct.size());
        for (int t = 0; t < threads; t++) {
            String mine = t + ".";
            List<String> own = records.stream().filter(r -> r.startsWith(mine)).toList();
            assertEquals(
                    IntStream.range(0, each).mapToObj(i -> mine + i).toList(),
                    own,
                    "order of " + t);
        }
    }

    /** Who would wait in the thread that forces is told so, instead of waiting for ever. */
    @Test
    void whoForcesDoesNotWaitForHimself() {
        try (ForcedLog log = ForcedLog.open(file(), r -> {})) {
            CompletableFuture<Void> isToFail = new CompletableFuture<>();
            // Whether this is in time for the first write to be under way, nobody knows: so until
            // what follows has run in the thread that forces.
            for (int i = 0; !isToFail.isCompletedExceptionally(); i++) {
                assertTrue(i < 1000, "never in the thread that forces");
                Thread here = Thread.currentThread();
                log.forced(log.append("one"))
                        .thenRun(() -> log.force(log.append("two")))
                        .whenComplete(
                                (done, e) -> {
                                    if (Thread.currentThread() != here) {
                                        isToFail.completeExceptionally(e);
                                    }
                                })
                        .exceptionally(e -> null)
                        .join();
            }
            CompletionException e = assertThrows(CompletionException.class, isToFail::join);
            assertInstanceOf(IllegalStateException.class, e.getCause());
        }
    }

    /** What a closed log has not forced it never will, and says so. */
    @Test
    void aClosedLogForcesNothing() {
        ForcedLog log = ForcedLog.open(file(), r -> {});
        log.force(log.append("forced"));
        long unforced = log.append("not forced");
        log.close();
        log.force(unforced - 1);
        assertThrows(DamagedLogException.class, () -> log.force(unforced));
        assertThrows(DamagedLogException.class, log::forceAllSoFar);
    }

    @Test
    void aClosedLogTakesNothing() {
        ForcedLog log = ForcedLog.open(file(), r -> {});
        log.close();
        assertThrows(DamagedLogException.class, () -> log.append("late"));
        assertThrows(DamagedLogException.class, () -> log.append("later"));
        assertThrows(IllegalArgumentException.class, () -> log.append("two\nlines"));
    }
}
