package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;

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
                : new Step.Refused<>("token %d does not exceed token %d".formatted(token, highest));
    }

    @Override
    public String describe(Long highest) {
        return highest == Long.MIN_VALUE ? "no token yet" : "highest token " + highest;
    }
}
