package dev.holdfast.checker.generate;

import org.jspecify.annotations.Nullable;

/**
 * An operation that a process is about to ask for.
 *
 * @param f the function
 * @param argument what it is asked with, without the name of the object
 * @param isRead whether it changes nothing
 */
record Call(String f, @Nullable Object argument, boolean isRead) {
    static Call update(String f, @Nullable Object argument) {
        return new Call(f, argument, false);
    }

    static Call read(String f, @Nullable Object argument) {
        return new Call(f, argument, true);
    }
}
