package dev.holdfast.checker.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.LockPlan;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.io.JsonlWriter;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is decided as the whole history is, proof included. */
class StreamedMutexCheckTest {
    private static final int RUNS = Integer.getInteger("holdfast.oracle", 300);

    @TempDir Path dir;

    private Path written(History history) throws IOException {
        Path file = dir.resolve("h.jsonl");
        try (JsonlWriter out = new JsonlWriter(Files.newOutputStream(file))) {
            out.writeAll(history);
        }
        return file;
    }

    private Verdict agreed(History history, MutexOptions options) throws IOException {
        Verdict whole = new OwnerMutexChecker("mutex", options).check(history);
        Verdict streamed = new StreamedMutexCheck(options).check(written(history)).verdict();
        assertEquals(whole, streamed);
        return whole;
    }

    @Test
    void everyVerdictIsThatOfTheWholeHistory() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < RUNS; seed++) {
            MutexOptions options = new MutexOptions(1 + seed % 2, seed % 3 == 0, Fails.LENIENT);
            seen.add(agreed(random(new SplittableRandom(seed)), options).word());
        }
        assertEquals(Set.of("valid", "invalid", "unknown"), seen);
    }

    @Test
    void madeUpHistoriesAreDecidedRight() throws IOException {
        for (boolean broken : new boolean[] {false, true}) {
            LockPlan plan = new LockPlan(20_000, 20, 0.01, true, 0, broken);
            Verdict verdict = agreed(HistoryGenerator.locks(plan, 1), MutexOptions.ofFenced());
            assertEquals(broken ? "invalid" : "valid", verdict.word());
        }
    }

    private static History random(SplittableRandom random) {
        List<Op> ops = new ArrayList<>();
        int processes = 2 + random.nextInt(3);
        String[] open = new String[processes];
        int[] ids = new int[processes];
        int fresh = processes;
        for (int p = 0; p < processes; p++) {
            ids[p] = p;
        }
        for (int i = 0; i < 1 + random.nextInt(14); i++) {
            int p = random.nextInt(processes);
            Map<String, Object> value = Map.of("lock", random.nextInt(9) == 0 ? "b" : "a");
            if (random.nextInt(8) == 0) {
                String f = random.nextBoolean() ? "start-pause" : "stop-pause";
                Map<String, Object> fault = Map.of("id", "p", "phase", "done", "target", "a");
                ops.add(new Op(i, 10L * i, Op.NEMESIS, OpType.INFO, f, fault, null));
            } else if (open[p] == null) {
                open[p] = random.nextInt(5) < 3 ? "acquire" : "release";
                ops.add(new Op(i, 10L * i, ids[p], OpType.INVOKE, open[p], value, null));
            } else {
                OpType type = OpType.values()[1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 1)];
                Map<String, Object> result =
                        Map.of("lock", "a", "token", (long) random.nextInt(4) + i / 2);
                ops.add(new Op(i, 10L * i, ids[p], type, open[p], result, null));
                open[p] = null;
                ids[p] = type == OpType.INFO ? fresh++ : ids[p];
            }
        }
        return History.of(ops);
    }

    @Test
    void strictFailsAndBrokenFilesAreRefused() throws IOException {
        MutexOptions strict = new MutexOptions(1, false, Fails.STRICT);
        assertThrows(IllegalArgumentException.class, () -> new StreamedMutexCheck(strict));
        Path file = Files.writeString(dir.resolve("h.edn"), "{:process 0}\n");
        StreamedMutexCheck check = new StreamedMutexCheck(MutexOptions.plain());
        assertThrows(BadHistoryException.class, () -> check.check(file));
    }

    @Test
    void aFileThatChangesMeanwhileIsNotDecided() throws IOException {
        History first = HistoryGenerator.locks(LockPlan.of(100, 3, 0), 1);
        History second = HistoryGenerator.locks(LockPlan.of(90, 3, 0), 1);
        List<History> plays = new ArrayList<>(List.of(first, second));
        StreamedMutexCheck.Result result =
                new StreamedMutexCheck(MutexOptions.plain())
                        .check(
                                sink -> {
                                    Path file = written(plays.remove(0));
                                    return dev.holdfast.checker.io.HistoryFiles.stream(file, sink);
                                });
        Verdict.Unknown unknown = assertInstanceOf(Verdict.Unknown.class, result.verdict());
        assertTrue(unknown.reason().contains("changed"));
    }
}
