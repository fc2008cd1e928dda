package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What broke an owner-aware mutex, before it is put in words.
 *
 * @param kind one of {@code Kinds}
 * @param before the operations of the tenure that stands in the way, oldest first
 * @param culprit the operation that cannot be
 * @param release the holder's release that came too late, if it is pending
 */
record MutexViolation(
        String kind, List<Operation> before, Operation culprit, @Nullable Operation release) {}
