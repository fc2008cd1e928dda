/**
 * Shortcuts: procedures that decide one kind of object each, in nearly linear time. Main type:
 * {@link dev.holdfast.checker.decide.shortcut.Deciders}. Uses {@code decide}, {@code subhistory},
 * {@code model} and {@code history}.
 */
@NullMarked
package dev.holdfast.checker.decide.shortcut;

import org.jspecify.annotations.NullMarked;
