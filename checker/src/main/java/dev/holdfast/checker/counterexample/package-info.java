/**
 * From a violation to a proof that a person can follow. Main types: {@link
 * dev.holdfast.checker.counterexample.Minimizer}, which finds the few operations that matter, and
 * {@link dev.holdfast.checker.counterexample.Argument}, which puts them in words. Uses {@code
 * decide}, {@code subhistory}, {@code model}, {@code explain} and {@code verdict}.
 */
@NullMarked
package dev.holdfast.checker.counterexample;

import org.jspecify.annotations.NullMarked;
