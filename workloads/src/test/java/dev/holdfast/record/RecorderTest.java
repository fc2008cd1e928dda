package dev.holdfast.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.io.HistoryFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir Path folder;

    private static void work(Recorder recorder, int process, int times) {
        for (int i = 0; i < times; i++) {
            recorder.record(process, OpType.INVOKE, "acquire", Map.of("lock", "pay-1"), null);
            recorder.record(process, OpType.FAIL, "acquire", Map.of("lock", "pay-1"), "held");
        }
    }

    @Test
    void manyThreadsLoseNothingAndTheFileIsWhatHappened() throws Exception {
        List<Op> heard = Collections.synchronizedList(new ArrayList<>());
        Path file = folder.resolve("history.jsonl");
        History history;
        try (Recorder recorder = Recorder.open(file, List.of(heard::add))) {
            List<Thread> threads = new ArrayList<>();
            for (int p = 0; p < 8; p++) {
                int process = p;
                Thread thread = new Thread(() -> work(recorder, process, 2000));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            recorder.close();
            history = recorder.history();
        }
        assertEquals(32_000, history.size());
        assertEquals(history.ops(), heard);
        assertEquals(history.ops(), HistoryFiles.read(file).history().ops());
        for (int i = 1; i < history.size(); i++) {
            assertTrue(history.op(i).timeNanos() >= history.op(i - 1).timeNanos());
        }
    }

    @Test
    void whatIsRecordedReachesTheDiskWithoutClosing() throws Exception {
        Path file = folder.resolve("history.jsonl");
        try (Recorder recorder = Recorder.open(file, List.of())) {
            work(recorder, 1, 1);
            long end = System.nanoTime() + 10_000_000_000L;
            while (Files.readAllLines(file).size() < 2) {
                assertTrue(System.nanoTime() < end, "nothing on disk after 10 s");
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aFullDiskIsSaidAndNotSwallowed() throws Exception {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        Recorder recorder = Recorder.to(full, List.of());
        work(recorder, 1, 1);
        recorder.close();
        assertEquals("No space left on device", String.valueOf(recorder.failure().getMessage()));
        assertEquals(2, recorder.size(), "memory still has it");
    }

    @Test
    void aHistoryIsNeverOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("history.jsonl"), "mine\n");
        assertThrows(FileAlreadyExistsException.class, () -> Recorder.open(file, List.of()));
        assertEquals("mine\n", Files.readString(file));
    }

    @Test
    void nothingIsRecordedAfterTheEnd() throws Exception {
        Recorder recorder = Recorder.open(folder.resolve("history.jsonl"), List.of());
        recorder.close();
        assertThrows(IllegalStateException.class, () -> work(recorder, 1, 1));
    }
}
