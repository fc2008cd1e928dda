package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that is decided once: the first proposal decides it, and everybody learns the same.
 *
 * <p>{@code :propose 3}, which returns the value decided, its own or an earlier one; {@code :read
 * nil}, which returns the value decided, or nil if none is. Of several decisions: {@code {:key
 * "tx-1", :value 3}}. A proposal that returned nil is one whose result was not recorded; a failed
 * one, as a test, saw a decision.
 */
public record DecisionModel() implements Model<Object> {
    private static final String PROPOSE = "propose";
    private static final String READ = "read";

    @Override
    public String name() {
        return "decision";
    }

    @Override
    public String summary() {
        return "the first value proposed is decided for ever";
    }

    @Override
    public Set<String> functions() {
        return Set.of(PROPOSE, READ);
    }

    @Override
    public Object initial() {
        return Nil.NIL;
    }

    @Override
    public Step<Object> step(Object decided, Operation op) {
        if (Values.isFail(op)) {
            return op.f().equals(READ) || decided != Nil.NIL
                    ? new Step.Next<>(decided)
                    : refused(decided);
        }
        Object seen = seen(op);
        Object then =
                op.f().equals(PROPOSE) && decided == Nil.NIL
                        ? Values.orNil(Values.argument(op))
                        : decided;
        return seen == null || seen.equals(then) ? new Step.Next<>(then) : refused(decided);
    }

    /** What the operation says is decided once it is done; null if it says nothing. */
    private static @Nullable Object seen(Operation op) {
        if (!Values.isOk(op)) {
            return null;
        }
        Object result = Values.result(op);
        return result == null && op.f().equals(READ) ? Nil.NIL : result;
    }

    private static Step<Object> refused(Object decided) {
        return new Step.Refused<>(
                decided == Nil.NIL
                        ? "nothing is decided"
                        : "the decision is " + Values.show(decided));
    }

    /** A proposal that learns of another value does not decide. */
    @Override
    public boolean isReadOnly(Operation op) {
        Object seen = seen(op);
        return op.f().equals(READ) || (seen != null && !seen.equals(Values.argument(op)));
    }

    @Override
    public Object effect(Operation op) {
        return isReadOnly(op) && !Values.isFail(op)
                ? new Effect(READ, null, seen(op), Effect.outcome(op), Effect.ANYONE)
                : Effect.of(op, Values.isFail(op) ? null : Values.argument(op), seen(op));
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Values.key(invoked);
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        return op.f().equals(PROPOSE) && Values.argument(op) == null
                ? "has no value; expected the value to propose, such as 3"
                : null;
    }

    @Override
    public String semantics() {
        return "a read that returned nil saw nothing decided";
    }

    @Override
    public String describe(Object decided) {
        return decided == Nil.NIL ? "undecided" : "decided " + Values.show(decided);
    }

    @Override
    public String tell(Operation op) {
        Object result = Values.isOk(op) ? Values.result(op) : null;
        if (op.f().equals(READ)) {
            String what = Values.isOk(op) ? Values.show(result) : "it";
            return Telling.say(op, "read ", "read ", "read ") + what;
        }
        return Telling.say(op, PROPOSE)
                + " "
                + Values.show(Values.argument(op))
                + (result == null ? "" : " and learnt " + Values.show(result));
    }
}
