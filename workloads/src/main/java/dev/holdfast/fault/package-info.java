/**
 * What goes wrong on purpose. Main type: {@link dev.holdfast.fault.Fault}. Uses {@code record} and
 * environments.
 */
@NullMarked
package dev.holdfast.fault;

import org.jspecify.annotations.NullMarked;
