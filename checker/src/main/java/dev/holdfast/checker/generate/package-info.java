/**
 * Histories made up from a seed, for benchmarks and tests. Main type: {@link
 * dev.holdfast.checker.generate.HistoryGenerator}. Uses only {@code history}.
 */
@NullMarked
package dev.holdfast.checker.generate;

import org.jspecify.annotations.NullMarked;
