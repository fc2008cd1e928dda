/**
 * Locks with Redisson on one Redis. Main type: {@link dev.holdfast.impl.redisson.RedissonLock}.
 * Uses {@code lock}, {@code topology}, and {@code redis} for what a lease there can promise.
 */
@NullMarked
package dev.holdfast.impl.redisson;

import org.jspecify.annotations.NullMarked;
