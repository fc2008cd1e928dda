/**
 * What was decided, and the proof. Main type: {@link dev.holdfast.checker.verdict.Verdict}. Uses
 * only {@code history}.
 */
@NullMarked
package dev.holdfast.checker.verdict;

import org.jspecify.annotations.NullMarked;
