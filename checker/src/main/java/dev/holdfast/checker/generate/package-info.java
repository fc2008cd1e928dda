/**
 * Histories made up from a seed, for benchmarks and tests. Main type: {@link
 * dev.holdfast.checker.generate.HistoryGenerator}. Uses {@code history} and {@code model}.
 */
@NullMarked
package dev.holdfast.checker.generate;

import org.jspecify.annotations.NullMarked;
