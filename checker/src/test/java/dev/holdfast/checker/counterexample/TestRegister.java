package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.List;
import java.util.Set;

/** A register of numbers, or of any number of increments: the smallest models of both sorts. */
record TestRegister(boolean isFinite) implements Model<Long> {
    @Override
    public String name() {
        return isFinite ? "cas-register" : "counter";
    }

    @Override
    public Set<String> functions() {
        return isFinite ? Set.of("read", "write", "cas") : Set.of("read", "add");
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Step<Long> step(Long state, Operation op) {
        boolean failed = op.outcome() == OpType.FAIL;
        return switch (op.f()) {
            case "read" -> result(op.result() == null || state.equals(op.result()), state, state);
            case "write" -> new Step.Next<>(value(op));
            case "add" -> new Step.Next<>(state + value(op));
            default -> {
                List<?> pair = (List<?>) op.argument();
                boolean fits = state.equals(pair.get(0));
                yield failed
                        ? result(!fits, state, state)
                        : result(fits, state, (Long) pair.get(1));
            }
        };
    }

    private static Long value(Operation op) {
        return (Long) op.argument();
    }

    private static Step<Long> result(boolean fits, Long from, Long to) {
        return fits ? new Step.Next<>(to) : new Step.Refused<>("its value is " + from);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }

    @Override
    public Object effect(Operation op) {
        return Effect.ofAnyone(op);
    }

    @Override
    public String describe(Long state) {
        return "value " + state;
    }
}
