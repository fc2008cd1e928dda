package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What tells one operation from another: function, argument, result and, where it matters, process.
 *
 * @param f the function
 * @param argument the value that it was invoked with
 * @param result the value that it returned; null where that is unknown
 * @param outcome ok and failed operations differ; an unknown one counts as ok, for if it happened
 *     it did what an ok one does
 * @param process the process, or {@link #ANYONE} where the model does not ask who
 */
public record Effect(
        String f, @Nullable Object argument, @Nullable Object result, OpType outcome, int process) {

    /** Stands for all processes alike. */
    public static final int ANYONE = Integer.MIN_VALUE;

    /** The effect of {@code op} where it does not matter who does it. */
    public static Effect ofAnyone(Operation op) {
        return of(op, ANYONE);
    }

    /** The effect of {@code op} where it matters who does it. */
    public static Effect ofProcess(Operation op) {
        return of(op, op.process());
    }

    /** The effect of {@code op} with only what its model looks at, whoever does it. */
    static Effect of(Operation op, @Nullable Object argument, @Nullable Object result) {
        return new Effect(op.f(), argument, result, outcome(op), ANYONE);
    }

    /** The same where it matters who does it. */
    static Effect ofProcess(Operation op, @Nullable Object argument, @Nullable Object result) {
        return new Effect(op.f(), argument, result, outcome(op), op.process());
    }

    private static Effect of(Operation op, int process) {
        return new Effect(op.f(), op.argument(), op.result(), outcome(op), process);
    }

    static OpType outcome(Operation op) {
        return op.outcome() == OpType.FAIL ? OpType.FAIL : OpType.OK;
    }
}
