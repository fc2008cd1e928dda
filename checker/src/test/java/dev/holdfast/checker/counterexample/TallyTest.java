package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.SemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dholdfast.oracle=N} sets how many random histories. */
class TallyTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 10_000);
    private static final List<String> FS = List.of("acquire", "release");
    private static final Permutations BRUTE = new Permutations();

    private static Evidence evidence(Sketch sketch, Model<?> model, int blocked) {
        History history = sketch.history();
        Tally tally = Tally.endingAt(blocked, of(history, model, Fails.LENIENT));
        assertNotNull(tally);
        return TallyArgument.evidence(tally, history);
    }

    private static Subhistory of(History history, Model<?> model, Fails fails) {
        return Subhistories.of(history, model, fails).get(0);
    }

    @Test
    void twoAcquiresAndNoRelease() {
        Evidence e =
                evidence(
                        new Sketch()
                                .alone(0, "acquire", null, null)
                                .alone(0, "release", null, null)
                                .alone(1, "acquire", null, null)
                                .alone(2, "acquire", null, null),
                        new MutexModel(),
                        3);
        assertEquals(Kinds.DOUBLE_GRANT, e.kind());
        assertEquals(
                "The lock: between 0.004 s and 0.007 s it was acquired twice, and no release can"
                        + " have happened in that time.",
                e.summary());
        assertEquals(
                "Between 0.004 s and 0.007 s the lock was acquired twice: by process 1 (#4, 0.004 s"
                        + " to 0.005 s) and by process 2 (#6, 0.006 s to 0.007 s). No release can"
                        + " have happened in that time: none was open then, nor was one of unknown"
                        + " outcome invoked before. So at 0.007 s at least 2 acquires were without"
                        + " a release; it can be held only once.",
                e.argument());
        assertEquals(4, e.ops().size());
        assertEquals(
                "impossible: 2 acquired, 0 released at most",
                e.steps().get(e.steps().size() - 1).after());
    }

    @Test
    void aReleaseThatNoAcquireExplains() {
        Evidence e =
                evidence(
                        new Sketch()
                                .invoke(1, "acquire", null)
                                .alone(0, "release", null, null)
                                .alone(2, "release", null, null),
                        new MutexModel(),
                        2);
        assertEquals(Kinds.RELEASE_BY_NON_HOLDER, e.kind());
        assertTrue(
                e.argument().endsWith("It was free at first, so at least 1 release found it free."),
                e.argument());
    }

    @Test
    void permitsAreCounted() {
        Evidence e =
                evidence(
                        new Sketch()
                                .invoke(1, "acquire", null)
                                .ok(1, "acquire", null)
                                .alone(2, "acquire", null, null)
                                .alone(3, "acquire", null, null),
                        new SemaphoreModel(2),
                        2);
        assertEquals(Kinds.NOT_LINEARIZABLE, e.kind());
        assertTrue(
                e.argument()
                        .endsWith("So at 0.005 s at least 3 permits were taken; there are only 2."),
                e.argument());
    }

    @ParameterizedTest
    @CsvSource({"0,LENIENT,1", "1,STRICT,2", "2,LENIENT,3", "2,STRICT,4"})
    void whereItSpeaksNoOrderExplainsTheHistory(int permits, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = permits == 0 ? new MutexModel() : new SemaphoreModel(permits);
        int invalid = 0;
        int spoke = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history = history(random, FS);
            Subhistory h = of(history, model, fails);
            Finding finding = BRUTE.decide(h, Effort.standard());
            for (int c = 0; c < h.calls(); c++) {
                Tally tally = Tally.endingAt(c, h);
                if (tally != null) {
                    assertInstanceOf(
                            Finding.NotLinearizable.class, finding, history.ops()::toString);
                    check(tally, history);
                }
            }
            if (finding instanceof Finding.NotLinearizable no) {
                invalid++;
                spoke += Tally.endingAt(no.blocked(), h) == null ? 0 : 1;
            }
        }
        assertTrue(invalid > HISTORIES / 20, invalid + " invalid");
        double least = fails == Fails.LENIENT ? 0.98 : 0.3;
        assertTrue(spoke > least * invalid, spoke + " of " + invalid);
    }

    /** Counts again, and reads what is said about it. */
    private static void check(Tally tally, History history) {
        int end = Phrases.end(tally.blocked()).index();
        int from = tally.isFromStart() ? 0 : tally.certain().get(0).invocation().index();
        String certain = tally.isOfAcquires() ? "acquire" : "release";
        int surplus = 0;
        for (Op op : history.ops()) {
            if (!op.isInvoke() || op.index() > end) {
                continue;
            }
            int at = history.completionOf(op.index());
            OpType type = at == History.NONE ? OpType.INFO : history.op(at).type();
            int completed = type == OpType.INFO ? Integer.MAX_VALUE : at;
            if (type == OpType.FAIL) {
                continue;
            }
            if (op.f().equals(certain)) {
                surplus += op.index() >= from && completed <= end ? 1 : 0;
            } else {
                surplus -= completed >= from ? 1 : 0;
            }
        }
        assertEquals(surplus, tally.surplus());
        assertTrue(surplus > (tally.isOfAcquires() || !tally.isFromStart() ? tally.permits() : 0));
        Evidence e = TallyArgument.evidence(tally, history);
        assertFalse(e.argument().contains("\n") || e.argument().contains("null"), e.argument());
        assertFalse(e.steps().isEmpty());
        assertTrue(e.ops().stream().anyMatch(op -> op.index() == end));
    }

    static History history(SplittableRandom random, List<String> fs) {
        List<Op> ops = new ArrayList<>();
        Op[] open = new Op[4];
        int[] process = {0, 1, 2, 3};
        int left = 2 + random.nextInt(7);
        while (left > 0 || random.nextInt(8) > 0) {
            int c = random.nextInt(open.length);
            Op before = open[c];
            if (before == null && left > 0) {
                left--;
                String f = fs.get(random.nextInt(fs.size()));
                open[c] = add(ops, process[c], OpType.INVOKE, f);
            } else if (before != null) {
                int dice = random.nextInt(10);
                OpType type = dice < 8 ? OpType.OK : dice < 9 ? OpType.FAIL : OpType.INFO;
                add(ops, before.process(), type, before.f());
                open[c] = null;
                process[c] += type == OpType.INFO ? 10 : 0;
            }
        }
        return History.of(ops);
    }

    private static Op add(List<Op> ops, int process, OpType type, String f) {
        Op op = new Op(ops.size(), 1_000_000L * ops.size(), process, type, f, null, null);
        ops.add(op);
        return op;
    }
}
