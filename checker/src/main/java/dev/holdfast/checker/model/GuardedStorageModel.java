package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A storage that remembers the highest fencing token it has seen and refuses lower ones.
 *
 * <p>A read with a token counts like a write: after it, older holders are shut out. An operation
 * that failed for another reason than its token, or whose outcome is unknown, passed the guard if
 * it happened at all.
 */
public record GuardedStorageModel() implements Model<Long> {

    /** How the error of an operation begins that the guard refused. */
    public static final String STALE = "stale token";

    @Override
    public String name() {
        return "guarded-storage";
    }

    @Override
    public String summary() {
        return "accepts a token not lower than the highest it has seen, refuses lower ones";
    }

    @Override
    public Long initial() {
        return Long.MIN_VALUE;
    }

    @Override
    public Step<Long> step(Long highest, Operation op) {
        Long token = op.number("token");
        if (token == null) {
            return new Step.Next<>(highest);
        }
        if (isStale(op)) {
            return token < highest
                    ? new Step.Next<>(highest)
                    : new Step.Refused<>(
                            "token %d is not lower than any it has seen".formatted(token));
        }
        return token >= highest
                ? new Step.Next<>(token)
                : new Step.Refused<>("token %d is lower than token %d".formatted(token, highest));
    }

    /** Whether the guard refused {@code op} for its token. */
    public static boolean isStale(Operation op) {
        String error = op.completion() == null ? null : op.completion().error();
        return op.outcome() == OpType.FAIL && isStale(error);
    }

    private static boolean isStale(@Nullable String error) {
        return error != null && error.startsWith(STALE);
    }

    @Override
    public String describe(Long highest) {
        return highest == Long.MIN_VALUE ? "no token seen" : "highest token seen " + highest;
    }
}
