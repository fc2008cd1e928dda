package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Three searches on two threads; the first to know ends the others.
 *
 * <p>The depth-first search is alone at first, so that histories which it goes nearly straight
 * through cost no thread. After that it takes turns with {@link Beam}, which finds an order where
 * operations of unknown outcome are scarce; each turn is longer and each beam wider than the one
 * before. On the other thread breadth-first search refutes: {@link CegarSearch} where the model is
 * finite, counting everything where it is not.
 *
 * <p>Where every outcome is known there is nothing to save, and no turns are taken before the
 * breadth-first search had the machine for a while.
 *
 * <p>Deterministic: all tell the first return that no order explains, so it does not matter which
 * of them is first. (The exception that {@link CegarSearch} describes, a later return, can depend
 * on it.)
 *
 * @param tricks which savings are in use
 * @param headStart how many configurations more than events the depth-first search may look at
 *     alone before it counts as lost; 0 for none
 * @param width how many configurations the first beam keeps
 */
record Competition(Tricks tricks, long headStart, int width) implements Decider {
    private static final long HEAD_START = 5_000;
    private static final int WIDTH = 4;
    private static final int WIDEST = 256;
    private static final int FACTOR = 4;
    private static final int DEPTH_SHARE = 64;
    private static final long TURN = 200_000;
    private static final long ALONE_MILLIS = 5_000;
    private static final int TURN_A_CALL = 16;

    /** With the usual head start and width. */
    Competition(Tricks tricks) {
        this(tricks, HEAD_START, WIDTH);
    }

    @Override
    public String name() {
        return "competition";
    }

    @Override
    public boolean isFor(Subhistory subhistory) {
        return true;
    }

    @Override
    public Finding decide(Subhistory subhistory, Effort effort) {
        Effort depth = effort.child(subhistory.events());
        Effort breadth = effort.child(subhistory.events());
        try {
            Script script = new Script(subhistory);
            DepthFirst search = new DepthFirst(script, tricks, depth);
            DepthFirst.Outcome outcome =
                    search.runStraight(subhistory.events(), patience(subhistory));
            if (outcome != DepthFirst.Outcome.PAUSED) {
                return ExactSearch.finding(search, outcome, subhistory);
            }
            return race(script, search, depth, breadth);
        } finally {
            depth.release();
            effort.add(depth);
            effort.add(breadth);
        }
    }

    /** A long history is worth a longer wait: what the race costs grows with it as well. */
    private long patience(Subhistory subhistory) {
        return headStart == 0 ? 0 : Math.max(headStart, subhistory.calls());
    }

    private Finding race(Script script, DepthFirst search, Effort depth, Effort breadth) {
        Reached reached = new Reached();
        reached.note(search.blockedAt());
        FutureTask<Finding> other =
                new FutureTask<>(() -> breadthFirst(script, reached, breadth, depth));
        Thread thread = new Thread(other, "breadth-first search");
        thread.setDaemon(true);
        thread.start();
        try {
            if (script.isCertain()) {
                DepthFirst.Outcome outcome = search.run(TURN / FACTOR);
                if (outcome != DepthFirst.Outcome.PAUSED) {
                    return ExactSearch.finding(search, outcome, script.history());
                }
                letAlone(other);
            }
            return inTurns(script, search, reached, depth);
        } catch (StoppedException e) {
            depth.release();
            reached.end();
            return findingOf(other, e);
        } finally {
            breadth.cancel();
            reached.end();
            join(thread);
        }
    }

    /**
     * Lets {@code other} have the processors for a while: where nothing is uncertain a beam saves
     * nothing, and it is nearly always the quickest.
     */
    private static void letAlone(FutureTask<Finding> other) {
        try {
            other.get(ALONE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            return; // the turns go on; what went wrong there is told in the end
        }
    }

    /** Beam and depth-first search, until one of them knows. */
    private Finding inTurns(Script script, DepthFirst search, Reached reached, Effort effort) {
        Subhistory history = script.history();
        long turn = TURN + (long) TURN_A_CALL * history.calls();
        for (int wide = width; wide <= WIDEST; wide *= FACTOR) {
            Beam beam = new Beam(script, tricks, wide, effort);
            beam.tell(reached);
            Beam.Outcome outcome = beam.run(history.events(), turn);
            if (outcome != Beam.Outcome.LOST) {
                return beam.finding(outcome);
            }
            beam.release();
            reached.end();
            DepthFirst.Outcome other = search.run(turn / DEPTH_SHARE);
            if (other != DepthFirst.Outcome.PAUSED) {
                return ExactSearch.finding(search, other, history);
            }
            turn *= FACTOR;
        }
        return ExactSearch.finding(search, search.run(Long.MAX_VALUE), history);
    }

    /** What {@code other} finds; if it finds nothing either, {@code stopped} is thrown. */
    private static Finding findingOf(FutureTask<Finding> other, StoppedException stopped) {
        try {
            Finding finding = other.get();
            if (!(finding instanceof Finding.Undecided)) {
                return finding;
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoppedException)) {
                throw new IllegalStateException("breadth-first search failed", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw stopped;
    }

    private static void join(Thread thread) {
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Finding breadthFirst(Script script, Reached reached, Effort effort, Effort rival) {
        boolean isFinite = script.history().model().isFinite();
        Counted counted = isFinite ? Counted.none(script.effects()) : Counted.all();
        Finding finding = new CegarSearch(tricks).decide(script, counted, reached, effort);
        if (!(finding instanceof Finding.Undecided)) {
            rival.cancel();
        }
        return finding;
    }
}
