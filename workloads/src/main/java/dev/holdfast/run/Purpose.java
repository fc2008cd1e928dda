package dev.holdfast.run;

import dev.holdfast.env.Rigging;
import java.util.List;

/** What a run is for. */
public enum Purpose {
    /** The verdict on all of it. */
    VERDICT,

    /** The first violation of a promise: it ends the load. */
    FIRST_VIOLATION,

    /**
     * How fast it goes, without faults. What could cost time is left out: links that can be cut,
     * and reading what agents write down before the load has ended.
     */
    SPEED;

    /** The first of these if {@code failFast}, else the verdict. */
    public static Purpose of(boolean failFast) {
        return failFast ? FIRST_VIOLATION : VERDICT;
    }

    /** What has to be built in for these faults. */
    Rigging rigging(List<String> faults) {
        if (this == SPEED) {
            return Rigging.BARE;
        }
        return Environments.movesClocks(faults) ? Rigging.LINKS_AND_CLOCKS : Rigging.LINKS;
    }
}
