/**
 * What clients do, and what is asked of the outcome. Main type: {@link
 * dev.holdfast.workload.Workload}. Uses {@code record} and agents.
 */
@NullMarked
package dev.holdfast.workload;

import org.jspecify.annotations.NullMarked;
