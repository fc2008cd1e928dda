/**
 * How fast histories are read, written and decided. Main type: {@link
 * dev.holdfast.checker.bench.CheckerBench}. Uses {@code generate}, {@code io} and {@code lock}.
 */
@NullMarked
package dev.holdfast.checker.bench;

import org.jspecify.annotations.NullMarked;
