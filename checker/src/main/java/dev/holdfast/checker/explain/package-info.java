/**
 * Proofs in words. Main type: {@link dev.holdfast.checker.explain.Proof}. Uses {@code history},
 * {@code model} and {@code verdict}.
 */
@NullMarked
package dev.holdfast.checker.explain;

import org.jspecify.annotations.NullMarked;
