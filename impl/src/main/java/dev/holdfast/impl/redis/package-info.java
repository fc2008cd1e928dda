/**
 * Locks on one Redis, with Jedis. Main types: {@link dev.holdfast.impl.redis.LeaseLock}, from whose
 * steps most of them are put together, and {@link dev.holdfast.impl.redis.Redis}. Uses {@code lock}
 * and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.redis;

import org.jspecify.annotations.NullMarked;
