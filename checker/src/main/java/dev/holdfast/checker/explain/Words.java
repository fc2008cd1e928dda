package dev.holdfast.checker.explain;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How proofs spell times, ops, names and faults.
 *
 * <p>Names come from histories and may be hostile: control and formatting characters are replaced
 * and the length is bounded, so that a name can neither break a line nor fake one.
 */
public final class Words {
    private static final int LONGEST_NAME = 60;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private Words() {}

    /**
     * When {@code op} happened: {@code 18.220 s}, or {@code op #12} if the history has no times.
     */
    public static String at(Op op) {
        return op.timeNanos() == Op.NO_TIME ? "op #" + op.index() : at(op.timeNanos());
    }

    /** A time since the start of the run: {@code 18.220 s}. */
    public static String at(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / NANOS_PER_SECOND);
    }

    /** A length of time: {@code 412 ms}, {@code 0.4 ms}. */
    public static String span(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }

    /** A value of the history as it may stand in a sentence. */
    public static String name(@Nullable Object value) {
        String text = String.valueOf(value);
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_NAME)
                .forEach(c -> clean.appendCodePoint(isPlain(c) ? c : '\uFFFD'));
        return text.codePointCount(0, text.length()) > LONGEST_NAME
                ? clean + "…"
                : clean.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** A lock in a sentence: {@code lock pay-1}, or {@code the lock} where it has no name. */
    public static String lock(String lock) {
        return lock.isEmpty() ? "the lock" : "lock " + name(lock);
    }

    /**
     * The fault that was in force between two events, as the end of a sentence such as {@code ,
     * while agent-1 was paused}; empty if there was none.
     *
     * @param history null if it is still growing: then no fault is named
     * @param agents whose faults go first
     */
    public static String faults(@Nullable History history, Op from, Op to, String... agents) {
        if (history == null || from.timeNanos() == Op.NO_TIME) {
            return "";
        }
        FaultWindow best = null;
        int bestRank = Integer.MAX_VALUE;
        for (FaultWindow w : history.faultWindows()) {
            if (w.startNanos() > to.timeNanos() || w.endNanos() < from.timeNanos()) {
                continue;
            }
            int rank = rank(w, agents);
            if (rank < bestRank) {
                best = w;
                bestRank = rank;
            }
        }
        return best == null ? "" : phrase(best);
    }

    private static int rank(FaultWindow w, String... agents) {
        for (int i = 0; i < agents.length; i++) {
            if (w.target().equals(agents[i])) {
                return i;
            }
        }
        return agents.length;
    }

    private static String phrase(FaultWindow w) {
        // Of several together the names are joined by a plus.
        String target = name(w.target().isEmpty() ? w.id() : w.target().replace("+", ", "));
        // Of a point that was named the name stands behind a colon; it is the target, too.
        return switch (w.kind().replaceFirst(":.*", "")) {
            case "pause", "pause-server" -> ", while %s was paused".formatted(target);
            case "kill", "kill-agent", "kill-server", "kill-coordinator", "kill-participant" ->
                    ", after %s was killed".formatted(target);
            case "crash" -> ", after a process had ended at %s".formatted(target);
            case "duplicate" -> ", while %s sent every message twice".formatted(target);
            case "cut", "cut-silent", "cut-one-way" -> ", while %s was cut off".formatted(target);
            case "latency" -> ", while %s was slow".formatted(target);
            case "kill-all" -> ", after all of %s were killed".formatted(target);
            case "rolling-restart" -> ", while %s were restarted in turn".formatted(target);
            case "partition", "partition-silent" ->
                    ", while the servers of %s were cut off from each other".formatted(target);
            case "clock-jump", "clock-skew", "clock-strobe" ->
                    ", while the clock of %s was wrong".formatted(target);
            case FaultWindow.STALL -> ", while %s stood still by itself".formatted(target);
            case "failover" -> ", around the failover of %s".formatted(target);
            default -> ", during fault %s on %s".formatted(name(w.id()), target);
        };
    }
}
