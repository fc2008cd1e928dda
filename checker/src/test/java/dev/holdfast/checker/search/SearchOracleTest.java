package dev.holdfast.checker.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every search, with every combination of its tricks, against every order of the calls. */
final class SearchOracleTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 20_000) / 4 + 1;
    private static final int COMBINATIONS = 64;
    private static final int CHECKS = 4;
    private static final long NO_HEAD_START = -1000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesWithAllOrders(int which) {
        TinySubhistories tiny = TinySubhistories.all().get(which);
        SplittableRandom random = new SplittableRandom(77 + which);
        int linearizable = 0;
        int lost = 0;
        int narrow = 0;
        for (long i = 0; i < HISTORIES; i++) {
            SplittableRandom own = random.split();
            Subhistory h = tiny.make(own);
            int blocked = AllOrders.blocked(h);
            linearizable += blocked < 0 ? 1 : 0;
            for (int k = 0; k < CHECKS; k++) {
                compare(h, blocked, k == 0 ? Tricks.ALL : tricks(own.nextInt(COMBINATIONS)));
            }
            if (i % 50 == 0) {
                same(
                        h,
                        blocked,
                        "competition",
                        new Competition(Tricks.ALL, NO_HEAD_START, 1).decide(h, effort()));
            }
            int width = 1 + own.nextInt(2);
            lost += isLost(h, blocked, tricks(own.nextInt(COMBINATIONS)), width) ? 1 : 0;
            Beam beam = new Beam(new Script(h), Tricks.ALL, width, effort());
            same(h, blocked, "beam", beam.finding(beam.run(h.events(), Long.MAX_VALUE)));
            narrow += isNarrow(h, blocked, own.nextInt(3)) ? 1 : 0;
            if (i % 10 == 0) {
                checkStuck(h, blocked);
            }
        }
        double share = (double) linearizable / HISTORIES;
        assertTrue(share > 0.1 && share < 0.9, "linearizable share " + share);
        assertTrue(lost > 0, "no beam ever kept too little");
        boolean isFinite = tiny.make(new SplittableRandom(0)).model().isFinite();
        assertEquals(isFinite, narrow > 0, narrow + " histories refuted by a stretch");
    }

    private static Tricks tricks(int bits) {
        return new Tricks(
                (bits & 1) != 0,
                (bits & 2) != 0,
                (bits & 4) != 0,
                (bits & 8) != 0,
                (bits & 16) != 0,
                (bits & 32) != 0);
    }

    private static void compare(Subhistory h, int blocked, Tricks tricks) {
        same(h, blocked, "exact " + tricks, new ExactSearch(tricks).decide(h, effort()));
        CegarSearch cegar = new CegarSearch(tricks);
        if (cegar.isFor(h)) {
            same(h, blocked, cegar, cegar.decide(h, effort()));
        }
        same(
                h,
                blocked,
                "counted " + cegar,
                cegar.decide(new Script(h), Counted.all(), null, effort()));
    }

    /** Whether a beam that never keeps more gives up; if not, it must be right. */
    private static boolean isLost(Subhistory h, int blocked, Tricks tricks, int width) {
        Script script = new Script(h);
        Beam beam = new Beam(script, tricks, width, width, effort());
        Beam.Outcome outcome = beam.run(h.events(), Long.MAX_VALUE);
        if (outcome == Beam.Outcome.FOUND) {
            assertTrue(blocked < 0, () -> text(h) + "beam " + width + tricks);
        } else if (outcome == Beam.Outcome.EXHAUSTED) {
            int at = ~h.event(beam.blockedAt());
            assertEquals(blocked, at, () -> text(h) + "beam " + width + tricks);
        }
        return outcome == Beam.Outcome.LOST;
    }

    /** Whether a stretch of few open calls refutes {@code h}; if so, it must be right. */
    private static boolean isNarrow(Subhistory h, int blocked, int wide) {
        CegarSearch cegar = new CegarSearch(Tricks.ALL, wide);
        if (cegar.isFor(h)) {
            same(h, blocked, cegar, cegar.decide(h, effort()));
        }
        int at = Narrows.blockedAt(new Script(h), wide, Tricks.ALL, effort());
        assertTrue(
                at == Narrows.UNKNOWN || (blocked >= 0 && h.returnedAt(blocked) <= at),
                () -> text(h) + "a stretch of " + wide + " is blocked at " + at);
        return at != Narrows.UNKNOWN;
    }

    private static void same(Subhistory h, int blocked, Object tricks, Finding found) {
        if (blocked < 0) {
            assertTrue(found instanceof Finding.Linearizable, () -> text(h) + tricks + found);
        } else {
            assertTrue(
                    found instanceof Finding.NotLinearizable not && not.blocked() == blocked,
                    () -> text(h) + "blocked at " + blocked + ", " + tricks + found);
        }
    }

    private static void checkStuck(Subhistory h, int blocked) {
        Optional<Stuck> found = Searches.stuck(h, effort(), 3);
        assertEquals(blocked < 0, found.isEmpty(), () -> text(h));
        found.ifPresent(stuck -> checkStuck(h, blocked, stuck));
    }

    private static void checkStuck(Subhistory h, int blocked, Stuck stuck) {
        assertEquals(blocked, stuck.blocked());
        assertTrue(!stuck.configurations().isEmpty());
        int end = h.returnedAt(blocked);
        for (Stuck.Configuration c : stuck.configurations()) {
            assertTrue(c.pending().contains(blocked));
            assertTrue(refuses(h.model(), c.state(), h.operation(blocked)));
            Set<Integer> happened = new HashSet<>(AllOrders.range(h, end));
            happened.removeAll(c.pending());
            happened.removeAll(c.unused());
            assertTrue(
                    AllOrders.canReach(h, end, happened, c.state()), () -> text(h) + "stuck: " + c);
        }
    }

    @SuppressWarnings("unchecked")
    private static <S> boolean refuses(Model<S> model, Object state, Operation operation) {
        return model.step((S) state, operation) instanceof Step.Refused<S>;
    }

    private static Effort effort() {
        return Effort.standard();
    }

    private static String text(Subhistory h) {
        StringBuilder out = new StringBuilder("\n" + h.fails() + " " + h.starts() + " free ");
        h.free().forEach(op -> out.append(op.invocation()));
        for (int p = 0; p < h.events(); p++) {
            int e = h.event(p);
            out.append('\n').append(p).append(e < 0 ? " ret " : " inv ").append(e < 0 ? ~e : e);
            out.append(e < 0 ? "" : " " + h.operation(e));
        }
        return out.append('\n').toString();
    }
}
