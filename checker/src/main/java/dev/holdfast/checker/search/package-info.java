/**
 * The general engine: decides linearizability for any model by searching for an order. Main type:
 * {@link dev.holdfast.checker.search.Searches}. Uses {@code history}, {@code model}, {@code
 * subhistory} and {@code decide}.
 */
@NullMarked
package dev.holdfast.checker.search;

import org.jspecify.annotations.NullMarked;
