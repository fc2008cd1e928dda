package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A breadth-first search that at first lets operations of unknown outcome happen any number of
 * times: counterexample-guided abstraction refinement.
 *
 * <p>That only adds behaviours, so if even then nothing explains the history, nothing does. If some
 * order that respects the counts comes to the end, the history is linearizable. Else the effects
 * that were used too often are counted from now on, and the search begins again: at most once for
 * each effect.
 *
 * <p>A first round is looser still: what can be reached at once by operations of unknown outcome is
 * not looked at of its own. It decides most histories that are not linearizable.
 *
 * <p>Where more calls are open at once than a search of generations can bear, {@link Narrows} tries
 * to refute the rest first.
 *
 * <p>The blocked return is the first one that no order explains, as in {@link ExactSearch}. Where
 * only a later one is known after a round, rounds go on up to there, as long as all of them
 * together cost at most {@link #PATIENCE} times as much as those before; after that the later one
 * is told, which is a finding as good, though a longer history.
 *
 * @param tricks which savings are in use
 * @param wide how many calls may be open at once before {@link Narrows} is asked
 */
record CegarSearch(Tricks tricks, int wide) implements Decider {
    private static final int PATIENCE = 10;
    private static final long LEAST_PATIENCE = 1_000_000;
    private static final long GLANCE = 5_000;
    private static final int GLANCE_WIDTH = 4;
    private static final int GLANCE_A_CALL = 16;
    private static final int WIDEST = 1 << 20;
    private static final int UNKNOWN = Narrows.UNKNOWN;

    /** With the usual width. */
    CegarSearch(Tricks tricks) {
        this(tricks, Long.SIZE);
    }

    @Override
    public String name() {
        return "cegar";
    }

    @Override
    public boolean isFor(Subhistory subhistory) {
        return subhistory.model().isFinite();
    }

    @Override
    public Finding decide(Subhistory subhistory, Effort effort) {
        Script script = new Script(subhistory);
        return decide(script, Counted.none(script.effects()), null, effort);
    }

    /**
     * Decides, counting from the beginning what {@code counted} says.
     *
     * @param reached how far a search on another thread gets meanwhile, if there is one
     */
    Finding decide(Script script, Counted counted, @Nullable Reached reached, Effort effort) {
        try {
            return rounds(script, counted, reached, effort);
        } finally {
            effort.release();
        }
    }

    private Finding rounds(
            Script script, Counted counted, @Nullable Reached reached, Effort effort) {
        Subhistory history = script.history();
        int blocked = UNKNOWN;
        long most = Long.MAX_VALUE;
        boolean isCertain = false;
        if (script.slots() > wide) {
            blocked = Narrows.blockedAt(script, wide, tricks, effort);
        }
        if (blocked == UNKNOWN && !counted.isAll()) {
            Frontier loose = new Frontier(script, tricks, counted, WIDEST, effort);
            Frontier.Outcome outcome = loose.runLoosely();
            blocked = outcome == Frontier.Outcome.EXHAUSTED ? loose.blockedAt() : UNKNOWN;
            isCertain = loose.isCertain();
            effort.release();
            if (isCertain && outcome == Frontier.Outcome.FOUND) {
                return new Finding.Linearizable();
            }
        }
        if (blocked != UNKNOWN) {
            most = patience(effort);
            if (isCertain || isFirst(blocked, script, reached, effort)) {
                return new Finding.NotLinearizable(~history.event(blocked), List.of());
            }
        }
        while (true) {
            Frontier frontier = new Frontier(script, tricks, counted, WIDEST, effort);
            int end = blocked == UNKNOWN ? history.events() : blocked;
            Frontier.Outcome outcome = run(frontier, end, most, blocked != UNKNOWN);
            effort.release();
            if (outcome == Frontier.Outcome.GIVEN_UP && blocked == UNKNOWN) {
                return new Finding.Undecided(
                        "more than %,d configurations at one event".formatted(WIDEST));
            }
            if (outcome == Frontier.Outcome.EXHAUSTED) {
                most = Math.min(most, patience(effort));
                blocked = frontier.blockedAt();
            }
            if (outcome == Frontier.Outcome.GIVEN_UP
                    || outcome == Frontier.Outcome.FOUND
                    || (outcome == Frontier.Outcome.EXHAUSTED && frontier.soundTo() == blocked)) {
                return blocked == UNKNOWN
                        ? new Finding.Linearizable()
                        : new Finding.NotLinearizable(~history.event(blocked), List.of());
            }
            frontier.overdrawn().forEach(counted::add);
        }
    }

    private static long patience(Effort effort) {
        return Math.max(LEAST_PATIENCE, PATIENCE * effort.explored());
    }

    /** Whether the events before {@code blocked} do have an order, as a glance tells. */
    private boolean isFirst(int blocked, Script script, @Nullable Reached reached, Effort effort) {
        if (reached != null) {
            return reached.await(blocked);
        }
        try {
            DepthFirst straight = new DepthFirst(script, tricks, effort);
            DepthFirst.Outcome outcome = straight.runStraight(blocked, GLANCE);
            if (outcome != DepthFirst.Outcome.PAUSED || straight.hasReached(blocked)) {
                return straight.hasReached(blocked);
            }
            effort.release();
            Beam beam = new Beam(script, tricks, GLANCE_WIDTH, effort);
            long budget = GLANCE + (long) GLANCE_A_CALL * script.history().calls();
            return beam.run(blocked, budget) == Beam.Outcome.FOUND;
        } catch (StoppedException e) {
            return false;
        } finally {
            effort.release();
        }
    }

    private static Frontier.Outcome run(Frontier frontier, int end, long most, boolean isInvalid) {
        try {
            return frontier.run(end, most);
        } catch (StoppedException e) {
            if (isInvalid) {
                return Frontier.Outcome.GIVEN_UP;
            }
            throw e;
        }
    }
}
