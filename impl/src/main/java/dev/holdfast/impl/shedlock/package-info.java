/**
 * Locks with ShedLock. Main type: {@link dev.holdfast.impl.shedlock.ShedLocks}. Uses {@code lock},
 * {@code topology}, {@code postgres} and {@code spring} for connections, and {@code redis} for what
 * a lease on one server can promise.
 */
@NullMarked
package dev.holdfast.impl.shedlock;

import org.jspecify.annotations.NullMarked;
