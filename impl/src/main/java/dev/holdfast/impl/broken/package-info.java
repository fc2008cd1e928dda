/**
 * Locks that are broken on purpose: each a right one with a single step done wrong. A test system
 * that does not catch every one of them is broken itself. Uses {@code lock}, {@code redis} and
 * {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.broken;

import org.jspecify.annotations.NullMarked;
