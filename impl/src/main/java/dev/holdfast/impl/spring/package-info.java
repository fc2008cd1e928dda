/**
 * Locks with Spring Integration. Main type: {@link dev.holdfast.impl.spring.SpringLocks}. Uses
 * {@code lock}, {@code topology}, {@code postgres} for its connections, and {@code redis} for what
 * a lease on one server can promise.
 */
@NullMarked
package dev.holdfast.impl.spring;

import org.jspecify.annotations.NullMarked;
