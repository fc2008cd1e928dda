package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.BankModel;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the proofs that need no search against every order: where one speaks, there is none.
 *
 * <p>{@code -Dholdfast.oracle=N} sets how many random histories.
 */
class DirectProofsTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 10_000);
    private static final Permutations BRUTE = new Permutations();
    private static final List<String> LOCK = List.of("acquire", "release");
    private static final List<String> READ_WRITE =
            List.of(
                    "acquire-read",
                    "acquire-write",
                    "release-read",
                    "release-write",
                    "release-read",
                    "release");

    private static Subhistory of(History history, Model<?> model, Fails fails) {
        return Subhistories.of(history, model, fails).get(0);
    }

    private static Evidence own(Sketch sketch, Model<?> model, int blocked) {
        History history = sketch.history();
        OwnCalls own = OwnCalls.at(blocked, of(history, model, Fails.LENIENT));
        return OwnCallsArgument.evidence(own, history);
    }

    @Test
    void aReleaseWithoutAnyAcquire() {
        Evidence e =
                own(
                        new Sketch()
                                .alone(0, "acquire", null, null)
                                .alone(1, "release", null, null),
                        new OwnerMutexModel(1, false),
                        1);
        assertEquals(Kinds.RELEASE_BY_NON_HOLDER, e.kind());
        assertEquals(
                "Process 1 released it (#2, 0.002 s to 0.003 s), and no acquire by it had succeeded"
                        + " before. Only a process that holds it can release it: so no order"
                        + " explains this, whatever all other processes did.",
                e.argument());
        assertEquals(2, e.ops().size());
    }

    @Test
    void aSecondReleaseAfterOneAcquire() {
        Sketch sketch = new Sketch();
        for (int i = 0; i < 50; i++) {
            sketch.alone(1, "acquire", null, null).alone(1, "release", null, null);
        }
        Evidence e =
                own(sketch.alone(1, "release", null, null), new OwnerMutexModel(1, false), 100);
        assertTrue(e.argument().contains("no acquire by it succeeded in between"), e.argument());
        assertEquals(4, e.ops().size());
    }

    @Test
    void anotherHoldShortensTheCount() {
        Sketch sketch = new Sketch();
        for (int i = 0; i < 50; i++) {
            sketch.alone(1, "acquire", null, null).alone(1, "release", null, null);
        }
        sketch.alone(0, "acquire", null, null).alone(0, "release", null, null);
        sketch.alone(1, "acquire", null, null).alone(1, "release", null, null);
        Evidence e =
                own(
                        sketch.alone(1, "release", null, null),
                        new OwnerMutexModel(Integer.MAX_VALUE, false),
                        104);
        assertEquals(
                "When process 0 acquired it (#200, 0.200 s to 0.201 s), process 1 did not hold it."
                        + " Since then it can have acquired it once at most (#204, 0.204 s to 0.205"
                        + " s), and it released it twice (#206, 0.206 s to 0.207 s; #208, 0.208 s"
                        + " to 0.209 s). Only a process that holds it can release it: so no order"
                        + " explains this, whatever all other processes did.",
                e.argument());
    }

    @Test
    void permitsAreAddedUp() {
        Map<String, Object> two = Map.of("permits", 2L);
        Map<String, Object> three = Map.of("permits", 3L);
        Evidence e =
                own(
                        new Sketch()
                                .alone(1, "acquire", two, two)
                                .alone(1, "release", three, three),
                        new WeightedSemaphoreModel(5),
                        1);
        assertEquals(
                "Until 0.003 s process 1 acquired 2 permits (#0, 0.000 s to 0.001 s) and released 3"
                        + " permits (#2, 0.002 s to 0.003 s). A process gives back only what it"
                        + " holds: so no order explains this, whatever all other processes did.",
                e.argument());
    }

    @Test
    void theLaterGrantIsTheOneThatReturnedLater() {
        History history =
                new Sketch()
                        .invoke(1, "acquire", null)
                        .invoke(0, "acquire", null)
                        .ok(0, "acquire", Map.of("token", 7L))
                        .alone(0, "release", null, null)
                        .ok(1, "acquire", Map.of("token", 6L))
                        .history();
        OldToken token = OldToken.at(0, of(history, new OwnerMutexModel(1, true), Fails.LENIENT));
        Evidence e = token.evidence(history);
        assertEquals(Kinds.TOKEN_NOT_INCREASING, e.kind());
        assertEquals(
                "Process 0 acquired it with token 7 (#1, 0.001 s to 0.002 s). Process 1 acquired it"
                        + " with token 6 (#0, 0.000 s to 0.005 s). It was granted the later: had it"
                        + " come first, process 1 would have had to release the lock by 0.002 s,"
                        + " and it can invoke no release before its acquire returns. A later grant"
                        + " must have a higher token, whatever all other processes did.",
                e.argument());
    }

    @ParameterizedTest
    @CsvSource({"1,LENIENT,1", "1,STRICT,2", "2,LENIENT,3", "99,STRICT,4", "0,LENIENT,5"})
    void ownCallsSpeakOnlyOfWhatNoOrderExplains(int limit, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = limit == 0 ? new RwLockModel() : new OwnerMutexModel(limit, false);
        int spoke = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history = TallyTest.history(random, limit == 0 ? READ_WRITE : LOCK);
            Subhistory h = of(history, model, fails);
            for (int c = 0; c < h.calls(); c++) {
                OwnCalls own = OwnCalls.at(c, h);
                if (own != null) {
                    spoke++;
                    check(h, OwnCallsArgument.evidence(own, history), history);
                }
                OwnCalls since = limit > 0 ? OwnCalls.sinceAnother(c, h, limit) : null;
                if (since != null && !h.isOptional(c) && !h.isTest(c)) {
                    check(h, OwnCallsArgument.evidence(since, history), history);
                }
            }
        }
        assertTrue(spoke > HISTORIES / 20, spoke + " contradictions");
    }

    @ParameterizedTest
    @CsvSource({"1,LENIENT,1", "2,LENIENT,2", "3,STRICT,3"})
    void weightsAreAddedUpOnlyWhereNoOrderExplains(int permits, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = new WeightedSemaphoreModel(permits);
        int spoke = 0;
        int held = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history =
                    changed(
                            TallyTest.history(random, LOCK),
                            op -> op.isInvoke() ? Map.of("permits", 1 + random.nextLong(2)) : null);
            Subhistory h = of(history, model, fails);
            for (int c = 0; c < h.calls(); c++) {
                OwnCalls own = OwnCalls.at(c, h);
                if (own != null) {
                    spoke++;
                    check(h, OwnCallsArgument.evidence(own, history), history);
                }
                Holdings holdings = Holdings.at(c, h);
                if (holdings != null) {
                    held++;
                    check(h, holdings.evidence(history), history);
                }
            }
        }
        assertTrue(spoke > HISTORIES / 20, spoke + " contradictions");
        assertTrue(held > HISTORIES / 20, held + " with too many permits taken");
    }

    @ParameterizedTest
    @CsvSource({"1,LENIENT,1", "2,LENIENT,2", "1,STRICT,3"})
    void tokensSpeakOnlyOfWhatNoOrderExplains(int limit, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = new OwnerMutexModel(limit, true);
        int spoke = 0;
        for (long i = 0; i < HISTORIES; i++) {
            long[] last = {0};
            History history =
                    changed(
                            TallyTest.history(random, LOCK),
                            op ->
                                    op.type() == OpType.OK && op.f().equals("acquire")
                                            ? token(random, last)
                                            : null);
            Subhistory h = of(history, model, fails);
            for (int c = 0; c < h.calls(); c++) {
                OldToken token = OldToken.at(c, h);
                if (token != null) {
                    spoke++;
                    check(h, token.evidence(history), history);
                }
            }
        }
        assertTrue(spoke > HISTORIES / 20, spoke + " contradictions");
    }

    private static @Nullable Object token(SplittableRandom random, long[] last) {
        last[0] += random.nextInt(4) - 1;
        return random.nextInt(5) == 0 ? null : Map.of("token", last[0]);
    }

    @ParameterizedTest
    @CsvSource({"false,LENIENT,1", "true,LENIENT,2", "false,STRICT,3"})
    void balancesSpeakOnlyOfWhatNoOrderExplains(boolean overdraft, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model = new BankModel(new TreeMap<>(Map.of("0", 3L, "1", 2L)), overdraft);
        int spoke = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history =
                    changed(
                            TallyTest.history(random, List.of("transfer", "read")),
                            op -> moved(random, op));
            Subhistory h = of(history, model, fails);
            for (int c = 0; c < h.calls(); c++) {
                WrongBalance wrong = WrongBalance.at(c, h);
                if (wrong != null) {
                    spoke++;
                    check(h, wrong.evidence(history), history);
                }
            }
        }
        assertTrue(spoke > HISTORIES / 20, spoke + " contradictions");
    }

    private static @Nullable Object moved(SplittableRandom random, Op op) {
        if (op.f().equals("transfer")) {
            long from = random.nextLong(2);
            long to = random.nextInt(8) == 0 ? from : 1 - from;
            return Map.of("from", from, "to", to, "amount", 1 + random.nextLong(3));
        }
        long first = random.nextLong(7) - 1;
        long total = random.nextInt(8) == 0 ? 4 : 5;
        return op.type() == OpType.OK ? Map.of("0", first, "1", total - first) : null;
    }

    private interface Value {
        @Nullable Object of(Op op);
    }

    private static History changed(History history, Value value) {
        List<Op> ops = new ArrayList<>();
        for (Op op : history.ops()) {
            ops.add(
                    new Op(
                            op.index(),
                            op.timeNanos(),
                            op.process(),
                            op.type(),
                            op.f(),
                            value.of(op),
                            null));
        }
        return History.of(ops);
    }

    private static void check(Subhistory h, Evidence e, History history) {
        assertInstanceOf(
                Finding.NotLinearizable.class,
                BRUTE.decide(h, Effort.standard()),
                () -> history.ops() + "\n" + e.argument());
        assertFalse(e.argument().contains("\n") || e.argument().contains("null"), e.argument());
        assertFalse(e.steps().isEmpty() || e.ops().isEmpty());
        e.ops().forEach(op -> assertEquals(history.op(op.index()), op));
    }
}
