package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A storage that remembers the highest fencing token it has seen and refuses lower ones.
 *
 * <p>A read with a token counts like a write: after it, older holders are shut out. An operation
 * whose outcome is unknown passed the guard if it happened at all; one that failed for another
 * reason than its token says nothing.
 */
public record GuardedStorageModel() implements Model<Long> {

    /** How the error of an operation begins that the guard refused. */
    public static final String STALE = "stale token";

    @Override
    public String name() {
        return "guarded-storage";
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write");
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
        if (token == null || (Values.isFail(op) && !isStale(op))) {
            return new Step.Next<>(highest);
        }
        if (isStale(op)) {
            return token < highest
                    ? new Step.Next<>(highest)
                    : new Step.Refused<>("token " + token + " is not lower than any it has seen");
        }
        return token >= highest
                ? new Step.Next<>(token)
                : new Step.Refused<>("token " + token + " is lower than token " + highest);
    }

    @Override
    public Object effect(Operation op) {
        boolean saysNothing = Values.isFail(op) && !isStale(op);
        return new Effect(
                "access", saysNothing ? null : op.number("token"), null, fate(op), Effect.ANYONE);
    }

    private static OpType fate(Operation op) {
        return isStale(op) ? OpType.FAIL : OpType.OK;
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.number("token") == null;
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return invoked.invocation().get("account");
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        Object token = op.get("token");
        return token == null || token instanceof Long
                ? null
                : "has token %s; expected a whole number".formatted(Values.show(token));
    }

    @Override
    public String semantics() {
        return "a refusal of a token counts only if fails are strict";
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

    @Override
    public String tell(Operation op) {
        String what = op.f().equals("read") ? "read" : "write";
        String token = op.number("token") == null ? "" : " with token " + op.number("token");
        return isStale(op)
                ? "was refused a " + what + token
                : op.f().equals("read")
                        ? Telling.say(op, "read", "read", "read") + token
                        : Telling.say(op, "wrote", "written", "write") + token;
    }
}
