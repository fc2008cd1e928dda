package dev.holdfast.checker.generate;

/** Whether a made-up history is linearizable, and if not, what went wrong in its last twentieth. */
public enum HistoryKind {
    /** Linearizable. */
    VALID,
    /** An update was acknowledged and had no effect, or something was granted to two. */
    LATE_LOST_UPDATE,
    /** All went well, but one result was told wrong. */
    FLIPPED_RESULT
}
