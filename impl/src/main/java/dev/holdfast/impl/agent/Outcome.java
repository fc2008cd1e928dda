package dev.holdfast.impl.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a call to the implementation ended.
 *
 * @param type what is known about its effect
 * @param error why it did not succeed, at most {@value #ERROR_MAX} characters without control
 *     characters; empty when it did
 * @param grant the agent's number for a grant, 0 or more; -1 when none
 * @param token the fencing token of a grant, or the highest one that the ledger has seen
 * @param lease of a grant: how long it lasts unless renewed
 * @param session of a grant: how long its session certainly lasts, counted from the call
 * @param confirmed of a release: whether the lock had certainly not been lost before
 * @param renewed of a grant: whether a watchdog renews it
 * @param version of an account; empty when none
 * @param balance of an account; 0 when none
 */
public record Outcome(
        Type type,
        String error,
        long grant,
        OptionalLong token,
        Optional<Duration> lease,
        Optional<Duration> session,
        boolean confirmed,
        boolean renewed,
        String version,
        long balance) {

    static final int ERROR_MAX = 200;

    /** What is known about the effect of a call. */
    public enum Type {
        /** It happened. */
        OK,
        /** It did not happen and never will. */
        FAIL,
        /** Nobody knows; it may happen at any later time. */
        INFO
    }

    public Outcome {
        error = oneLine(error);
    }

    static Outcome ok() {
        return without(Type.OK, "");
    }

    static Outcome released(boolean confirmed) {
        return new Outcome(
                Type.OK,
                "",
                -1,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                confirmed,
                false,
                "",
                0);
    }

    /** Certainly without effect. */
    public static Outcome fail(String error) {
        return without(Type.FAIL, error);
    }

    /** Of unknown effect. */
    public static Outcome info(String error) {
        return without(Type.INFO, error);
    }

    private static Outcome without(Type type, String error) {
        return new Outcome(
                type,
                error,
                -1,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                "",
                0);
    }

    /** Messages come from servers and user code: hostile until cut to one short, plain line. */
    static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        StringBuilder plain = new StringBuilder();
        line.codePoints()
                .filter(Outcome::printable)
                .takeWhile(c -> plain.length() + Character.charCount(c) <= ERROR_MAX)
                .forEachOrdered(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
