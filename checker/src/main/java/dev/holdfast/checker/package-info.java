/** Checkers: history in, verdict out. Main type: {@link dev.holdfast.checker.Checker}. */
@NullMarked
package dev.holdfast.checker;

import org.jspecify.annotations.NullMarked;
