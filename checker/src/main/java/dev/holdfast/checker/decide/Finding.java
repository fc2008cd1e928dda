package dev.holdfast.checker.decide;

import java.util.List;

/** What a decider found about one subhistory. */
public sealed interface Finding {

    /** An order exists that explains every result. */
    record Linearizable() implements Finding {}

    /**
     * No order exists.
     *
     * @param blocked the call whose return could not be explained: every call invoked after that
     *     return can be left out, and the rest is still not linearizable
     * @param core calls that cannot be explained together even if every other call may happen at
     *     any moment or not at all; empty if the decider does not know any smaller than all of them
     */
    record NotLinearizable(int blocked, List<Integer> core) implements Finding {
        /** Copies the core. */
        public NotLinearizable {
            core = List.copyOf(core);
        }
    }

    /** The decider gave up, and why, as the rest of a sentence that starts with "unknown:". */
    record Undecided(String reason) implements Finding {}
}
