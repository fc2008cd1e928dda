package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Optional;

/** The searches that decide any model. Safe for any number of threads. */
public final class Searches {

    private Searches() {}

    /** Depth-first and breadth-first search in competition; for any model. */
    public static Decider competition() {
        return new Competition(Tricks.ALL);
    }

    /** Depth-first search that counts every operation of unknown outcome. For any model. */
    public static Decider exact() {
        return new ExactSearch(Tricks.ALL);
    }

    /**
     * Breadth-first search that lets operations of unknown outcome happen any number of times and
     * counts those that an order used too often. For models that are {@code isFinite}.
     */
    public static Decider cegar() {
        return new CegarSearch(Tricks.ALL);
    }

    /**
     * The situations at the first return that no order explains; empty if {@code subhistory} is
     * linearizable.
     *
     * <p>In each situation every call took effect or did not, unlike in the searches, which leave
     * that open where it makes no difference; so this is slower, and meant for small histories.
     *
     * @param most how many situations to tell at most, 1 or more
     * @throws StoppedException passed on from {@code effort}, or if there are too many situations
     */
    public static Optional<Stuck> stuck(Subhistory subhistory, Effort effort, int most) {
        return new StuckSearch(new Script(subhistory)).find(effort, most);
    }
}
