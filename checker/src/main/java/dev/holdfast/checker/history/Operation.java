package dev.holdfast.checker.history;

import org.jspecify.annotations.Nullable;

/**
 * What one process asked for, and how it ended.
 *
 * @param invocation the event that started it
 * @param completion the event that ended it, or null if the history shows none
 */
public record Operation(Op invocation, @Nullable Op completion) {

    /** The operation that the invocation at {@code index} of {@code history} started. */
    public static Operation at(History history, int index) {
        int completion = history.completionOf(index);
        return new Operation(
                history.op(index), completion == History.NONE ? null : history.op(completion));
    }

    /** {@code OK}, {@code FAIL} or {@code INFO}; an operation that never returned is unknown. */
    public OpType outcome() {
        return completion == null ? OpType.INFO : completion.type();
    }

    /** The process that asked. */
    public int process() {
        return invocation.process();
    }

    /** What was asked. */
    public String f() {
        return invocation.f();
    }

    /** What was asked for: the value of the invocation. */
    public @Nullable Object argument() {
        return invocation.value();
    }

    /** What was answered: the value of the completion; null where nothing is known of it. */
    public @Nullable Object result() {
        return completion == null || completion.type() == OpType.INFO ? null : completion.value();
    }

    /** The field of the answer, or of the question where the answer does not have it. */
    public @Nullable Object get(String key) {
        Object answered = completion == null ? null : completion.get(key);
        return answered == null ? invocation.get(key) : answered;
    }

    /** The field {@code key} as a whole number, or null. */
    public @Nullable Long number(String key) {
        return get(key) instanceof Long n ? n : null;
    }

    /** The field {@code key} as a string, or null. */
    public @Nullable String string(String key) {
        return get(key) instanceof String s ? s : null;
    }
}
