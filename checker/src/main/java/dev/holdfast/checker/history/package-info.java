/**
 * What was recorded: ops, their order and their pairing. Main type: {@link
 * dev.holdfast.checker.history.History}. Uses nothing of ours.
 */
@NullMarked
package dev.holdfast.checker.history;

import org.jspecify.annotations.NullMarked;
