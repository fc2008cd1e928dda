package dev.holdfast.checker.search;

import java.util.List;

/**
 * How far any order of a subhistory gets, and how each of them is stuck there.
 *
 * @param blocked the call whose return no order explains; the first such return
 * @param configurations the different situations in which that return can be met, each of them
 *     really reachable; at least one, in a fixed order
 * @param isComplete whether these are all; otherwise there are more than were asked for
 */
public record Stuck(int blocked, List<Configuration> configurations, boolean isComplete) {

    /** Copies the list. */
    public Stuck {
        configurations = List.copyOf(configurations);
    }

    /**
     * One situation: what state the object is in, and which open calls took effect before.
     *
     * @param state the model's state
     * @param linearized the required calls open at the return that took effect, by number
     * @param pending the required calls open at the return that did not, {@link #blocked} among
     *     them; the model refuses that one in this state, and no sequence of the others helps
     * @param unused the optional calls invoked before the return that have not happened, by number
     */
    public record Configuration(
            Object state, List<Integer> linearized, List<Integer> pending, List<Integer> unused) {
        /** Copies the lists. */
        public Configuration {
            linearized = List.copyOf(linearized);
            pending = List.copyOf(pending);
            unused = List.copyOf(unused);
        }
    }
}
