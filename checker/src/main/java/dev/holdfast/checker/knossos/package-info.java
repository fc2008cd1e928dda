/**
 * Knossos, asked what it makes of a history, and its models. Main type: {@link
 * dev.holdfast.checker.knossos.KnossosEngine}. Uses {@code history}, {@code model}, {@code
 * subhistory}, {@code decide}, {@code explain}, {@code io} and {@code verdict}; Clojure only by its
 * Java interface, and only where its jars are there.
 */
@NullMarked
package dev.holdfast.checker.knossos;

import org.jspecify.annotations.NullMarked;
