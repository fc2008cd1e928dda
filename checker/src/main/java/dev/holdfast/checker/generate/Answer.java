package dev.holdfast.checker.generate;

import dev.holdfast.checker.history.OpType;
import org.jspecify.annotations.Nullable;

/**
 * What a live object answers.
 *
 * @param type ok or fail
 * @param value the result, without the name of the object
 * @param error why it failed
 */
record Answer(OpType type, @Nullable Object value, @Nullable String error) {
    static Answer ok(@Nullable Object value) {
        return new Answer(OpType.OK, value, null);
    }

    static Answer fail(@Nullable Object value, String error) {
        return new Answer(OpType.FAIL, value, error);
    }
}
