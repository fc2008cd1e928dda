/**
 * The operations on one object, in the form that deciders read. Main type: {@link
 * dev.holdfast.checker.subhistory.Subhistory}. Uses {@code history} and {@code model}.
 */
@NullMarked
package dev.holdfast.checker.subhistory;

import org.jspecify.annotations.NullMarked;
