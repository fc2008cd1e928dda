/**
 * One run from plan to verdict. Main type: {@link dev.holdfast.run.Runner}. Uses {@code record},
 * {@code fault} and {@code workload}.
 */
@NullMarked
package dev.holdfast.run;

import org.jspecify.annotations.NullMarked;
