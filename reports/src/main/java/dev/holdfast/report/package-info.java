/**
 * The outcome of a run and its file {@code verdict.json}. Main type: {@link
 * dev.holdfast.report.RunSummary}. Uses only the checker; pages and text are in the packages below,
 * which use this one.
 */
@NullMarked
package dev.holdfast.report;

import org.jspecify.annotations.NullMarked;
