/**
 * Clocks of nodes that can be made wrong, by a small C library that is preloaded into them and
 * looks into a file. Main type: {@link dev.holdfast.env.clock.MovedClock}.
 */
@NullMarked
package dev.holdfast.env.clock;

import org.jspecify.annotations.NullMarked;
