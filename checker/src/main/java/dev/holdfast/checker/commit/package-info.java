/**
 * Deciders for atomic commit: whether all parts of a payment ended alike, whether the votes allowed
 * it, whether any money came or went, and whether everything came to an end. Main type: {@link
 * dev.holdfast.checker.commit.MoneyChecker}. Uses {@code history}, {@code explain} and {@code
 * verdict}.
 */
@NullMarked
package dev.holdfast.checker.commit;

import org.jspecify.annotations.NullMarked;
