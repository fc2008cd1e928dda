/**
 * Deciders for what a lock protects: whether an account lost an update, and whether its storage
 * kept stale tokens out. Main type: {@link dev.holdfast.checker.ledger.ResourceChecker}. Uses
 * {@code history}, {@code model}, {@code explain} and {@code verdict}.
 */
@NullMarked
package dev.holdfast.checker.ledger;

import org.jspecify.annotations.NullMarked;
