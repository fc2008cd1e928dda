/**
 * Linearizability, decided and explained. Main type: {@link
 * dev.holdfast.checker.linear.Linearizability}. Uses all of {@code decide}, {@code search} and
 * {@code counterexample}.
 */
@NullMarked
package dev.holdfast.checker.linear;

import org.jspecify.annotations.NullMarked;
