/**
 * Procedures that decide linearizability for one object each. Main type: {@link
 * dev.holdfast.checker.decide.Decider}. Uses {@code history}, {@code model} and {@code subhistory}.
 */
@NullMarked
package dev.holdfast.checker.decide;

import org.jspecify.annotations.NullMarked;
