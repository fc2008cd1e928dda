package dev.holdfast.workload;

import dev.holdfast.checker.history.Op;
import java.util.function.Predicate;

/**
 * Something that must have succeeded for a run to count.
 *
 * @param name in the plural, as in {@code acquires for reading}
 * @param isDone whether this operation, which succeeded, is one
 */
record Deed(String name, Predicate<Op> isDone) {

    /** Any operation of this function. */
    static Deed of(String f) {
        return new Deed(f + "s", op -> op.f().equals(f));
    }

    /** An acquire in this mode. */
    static Deed acquire(String mode) {
        return new Deed(
                "acquires to " + mode,
                op -> op.f().equals("acquire") && mode.equals(op.string("mode")));
    }
}
