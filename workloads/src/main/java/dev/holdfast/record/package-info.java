/**
 * What happened, written down while it happens. Main type: {@link dev.holdfast.record.Recorder}.
 * Uses only the checker.
 */
@NullMarked
package dev.holdfast.record;

import org.jspecify.annotations.NullMarked;
