/**
 * Deciders for locks: what the service granted, and what clients could believe. Main types: {@link
 * dev.holdfast.checker.lock.LockServiceChecker} and {@link
 * dev.holdfast.checker.lock.BeliefChecker}. Uses {@code history}, {@code io}, {@code model}, {@code
 * explain} and {@code verdict}.
 */
@NullMarked
package dev.holdfast.checker.lock;

import org.jspecify.annotations.NullMarked;
