/**
 * Minimal scripted schedules that must lead to a known finding. Main type: {@link
 * dev.holdfast.scenario.Scenario}. Uses {@code run}.
 */
@NullMarked
package dev.holdfast.scenario;

import org.jspecify.annotations.NullMarked;
