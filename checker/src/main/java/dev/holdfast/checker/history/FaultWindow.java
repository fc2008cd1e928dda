package dev.holdfast.checker.history;

/**
 * The time during which one fault was in force.
 *
 * @param id the fault's id within the run, for example {@code pause-2}
 * @param kind the fault's name, for example {@code pause}
 * @param target the node or link that it hit
 * @param startNanos when the fault had verifiably taken effect, nanoseconds since the run started
 * @param endNanos when it had been healed; the end of the history if it never was
 * @param healed whether the history shows it healed
 * @param proof how it is known to have taken effect, empty if it is not known
 */
public record FaultWindow(
        String id,
        String kind,
        String target,
        long startNanos,
        long endNanos,
        boolean healed,
        String proof) {

    /** The kind of a window in which a node stood still although no fault made it. */
    public static final String STALL = "stall";

    /** A stall of {@code millis} that was over by {@code endNanos}. */
    static FaultWindow stall(String id, String target, long endNanos, long millis) {
        long length = Math.max(0, Math.min(millis, endNanos / 1_000_000)) * 1_000_000;
        return new FaultWindow(
                id, STALL, target, endNanos - length, endNanos, true, "seen by itself");
    }
}
