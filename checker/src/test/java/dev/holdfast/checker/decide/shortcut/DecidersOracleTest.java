package dev.holdfast.checker.decide.shortcut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every shortcut against every order, with what it says about blocked calls and cores. */
class DecidersOracleTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 20_000);
    private static final int MOST_CALLS = 8;

    @ParameterizedTest
    @EnumSource(TinyObject.class)
    void agrees(TinyObject object) {
        SplittableRandom random = new SplittableRandom(object.ordinal());
        Decider decider = Deciders.find(object.decider).orElseThrow();
        long decided = 0;
        long valid = 0;
        long cores = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history = object.make(random, MOST_CALLS);
            Fails fails = object.strict ? Fails.STRICT : Fails.LENIENT;
            for (Subhistory h : Subhistories.of(history, object.model, fails)) {
                if (!decider.isFor(h)) {
                    continue;
                }
                Finding found = decider.decide(h, Effort.standard());
                if (found instanceof Finding.Undecided) {
                    continue;
                }
                decided++;
                boolean expected = Permutations.isLinearizable(h);
                valid += expected ? 1 : 0;
                assertEquals(
                        expected,
                        found instanceof Finding.Linearizable,
                        () -> show(history, found));
                if (found instanceof NotLinearizable no) {
                    cores += no.core().isEmpty() ? 0 : 1;
                    requireProof(h, no, history);
                }
            }
        }
        if (object.isFilter()) {
            assertTrue(decided > HISTORIES / 20, "decided only " + decided);
            assertTrue(valid == 0 && cores == decided, "valid " + valid + ", cores " + cores);
            return;
        }
        double share = (double) valid / decided;
        assertTrue(decided > HISTORIES / 3, "decided only " + decided);
        assertTrue(share > 0.05 && share < 0.95, "valid share " + share);
        assertTrue(object.hasNoCore || cores > (decided - valid) / 2, "few cores: " + cores);
    }

    private static void requireProof(Subhistory h, NotLinearizable no, History history) {
        assertFalse(h.isOptional(no.blocked()), () -> show(history, no));
        assertFalse(
                Permutations.isLinearizableUntil(h, h.returnedAt(no.blocked())),
                () -> "not blocked: " + show(history, no));
        if (!no.core().isEmpty()) {
            assertFalse(
                    Permutations.isLinearizableBut(h, no.core()),
                    () -> "no core: " + show(history, no));
        }
    }

    private static String show(History history, Finding found) {
        StringBuilder out = new StringBuilder().append(found).append('\n');
        history.ops()
                .forEach(
                        op ->
                                out.append(
                                        "%d %s %s %s %s%n"
                                                .formatted(
                                                        op.process(),
                                                        op.type().label(),
                                                        op.f(),
                                                        op.value(),
                                                        op.error())));
        return out.toString();
    }
}
