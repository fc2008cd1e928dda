/**
 * The explicit list of everything that can be tested by name. Main type: {@link
 * dev.holdfast.impl.catalogue.Locks}. Uses {@code lock} and the packages of the implementations.
 */
@NullMarked
package dev.holdfast.impl.catalogue;

import org.jspecify.annotations.NullMarked;
