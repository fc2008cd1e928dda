package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dholdfast.oracle=N} sets how many random histories. */
class OverlapTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 10_000);

    @Test
    void twoHoldersTakeThreeSentences() {
        History history =
                new Sketch()
                        .alone(0, "acquire", null, null)
                        .alone(1, "acquire", null, null)
                        .history();
        Subhistory h =
                Subhistories.of(history, new OwnerMutexModel(1, false), Fails.LENIENT).get(0);
        Evidence e = Overlap.at(1, h).evidence(history);
        assertEquals(Kinds.DOUBLE_GRANT, e.kind());
        assertEquals(
                "Process 0 acquired it (#0, 0.000 s to 0.001 s) and invoked no release by 0.003 s"
                        + " that can have succeeded, whatever all other processes did. Yet process"
                        + " 1 acquired it (#2, 0.002 s to 0.003 s). Whichever came first, the"
                        + " other came while the lock was held.",
                e.argument());
    }

    @ParameterizedTest
    @CsvSource({"1,LENIENT,1", "2,STRICT,2", "9,LENIENT,5", "0,LENIENT,3", "0,STRICT,4"})
    void whereItSpeaksNoOrderExplainsTheHistory(int limit, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = limit == 0 ? new RwLockModel() : new OwnerMutexModel(limit, false);
        List<String> fs =
                limit == 0
                        ? List.of("acquire-read", "acquire-write", "release-read", "release-write")
                        : List.of("acquire", "release");
        int spoke = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history = TallyTest.history(random, fs);
            Subhistory h = Subhistories.of(history, model, fails).get(0);
            for (int c = 0; c < h.calls(); c++) {
                if (Overlap.at(c, h) != null) {
                    spoke++;
                    assertInstanceOf(
                            Finding.NotLinearizable.class,
                            new Permutations().decide(h, Effort.standard()),
                            history.ops()::toString);
                }
            }
        }
        assertTrue(spoke > HISTORIES / 20, spoke + " overlaps");
    }
}
