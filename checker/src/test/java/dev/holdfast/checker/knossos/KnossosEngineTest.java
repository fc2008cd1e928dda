package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.checker.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verdicts of the real Knossos, and what becomes of its evidence. */
class KnossosEngineTest {
    private static final OwnerMutexModel MUTEX = new OwnerMutexModel(1, false);

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void acceptsALegalHistory(Algorithm algorithm) {
        History history =
                new Tiny()
                        .did(0, "acquire", null, null)
                        .invoke(1, "acquire", null)
                        .did(0, "release", null, null)
                        .ok(1, "acquire", null)
                        .history();
        Verdict.Valid valid =
                assertInstanceOf(Verdict.Valid.class, check(history, Fails.LENIENT, algorithm));
        assertEquals(
                "3 operations on 1 objects, decided by Knossos (%s)".formatted(algorithm.label()),
                valid.basis());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void namesTheOperationThatHasNoPlace(Algorithm algorithm) {
        History history =
                new Tiny()
                        .did(0, "acquire", null, null)
                        .did(1, "acquire", null, null)
                        .did(1, "release", null, null)
                        .history();
        Evidence evidence = evidence(check(history, Fails.LENIENT, algorithm));
        assertEquals(Kinds.NOT_LINEARIZABLE, evidence.kind());
        assertEquals(
                "no order of the operations explains that process 1 acquired it",
                evidence.summary());
        assertEquals(List.of(0, 1, 2, 3), evidence.ops().stream().map(Op::index).toList());
        assertTrue(evidence.argument().contains("op #3"), evidence::argument);
        assertTrue(evidence.argument().contains("process 0 holds it"), evidence::argument);
        assertEquals(
                List.of(
                        new Evidence.Step(
                                3, "held by process 0", "impossible: process 0 holds it")),
                evidence.steps());
    }

    @Test
    void decidesEachKeyOnItsOwn() {
        Model<?> model = Models.find("register", ModelOptions.usual().withIndependent(true));
        Tiny history = new Tiny();
        for (long key = 0; key < 3; key++) {
            history.did(0, "write", List.of(key, key), List.of(key, key));
        }
        assertInstanceOf(Verdict.Valid.class, check(history.history(), model));
        history.did(1, "read", List.of(1L, 0L), List.of(1L, 2L));
        Evidence evidence = evidence(check(history.history(), model));
        assertEquals(
                "no order of the operations explains that process 1 read 2", evidence.summary());
        assertEquals(List.of(2, 3, 6, 7), evidence.ops().stream().map(Op::index).toList());
    }

    private static Verdict check(History history, Model<?> model) {
        return KnossosEngine.check(
                history, model, RealKnossos.LIMITS, RealKnossos.options().with(Algorithm.LINEAR));
    }

    private static Verdict check(History history, Fails fails, Algorithm algorithm) {
        return KnossosEngine.check(
                history, MUTEX, fails, RealKnossos.LIMITS, RealKnossos.options().with(algorithm));
    }

    private static Evidence evidence(Verdict verdict) {
        return assertInstanceOf(Verdict.Invalid.class, verdict, verdict::toString).evidence();
    }
}
