package dev.holdfast.checker.generate;

import java.util.Locale;

/** Whether a made-up history is linearizable, and if not, what went wrong in its last twentieth. */
public enum HistoryKind {
    /** Linearizable. */
    VALID,
    /** An update was acknowledged and had no effect, or something was granted to two. */
    LATE_LOST_UPDATE,
    /** All went well, but one result was told wrong. */
    FLIPPED_RESULT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name as command lines and tables spell it: in lower case, with dashes. */
    public String label() {
        return label;
    }
}
