package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dispenser of fencing tokens: each successful acquire gets a higher one than all before.
 *
 * <p>It says nothing about who holds the lock, so it also judges locks with leases.
 */
public record TokenModel() implements Model<Long> {

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public Set<String> functions() {
        return Set.of("acquire");
    }

    @Override
    public String summary() {
        return "every acquire gets a higher token than all before it";
    }

    @Override
    public Long initial() {
        return Long.MIN_VALUE;
    }

    @Override
    public Step<Long> step(Long highest, Operation op) {
        Long token = op.number("token");
        if (!op.f().equals("acquire") || op.outcome() != OpType.OK || token == null) {
            return new Step.Next<>(highest);
        }
        return token > highest
                ? new Step.Next<>(token)
                : new Step.Refused<>("token " + token + " does not exceed token " + highest);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.outcome() != OpType.OK || op.number("token") == null;
    }

    @Override
    public Object effect(Operation op) {
        return Effect.of(op, null, isReadOnly(op) ? null : op.number("token"));
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.lock(invoked);
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
    public String tell(Operation op) {
        return Locks.tell(op) + (isReadOnly(op) ? "" : " with token " + op.number("token"));
    }

    @Override
    public String describe(Long highest) {
        return highest == Long.MIN_VALUE ? "no token yet" : "highest token " + highest;
    }
}
