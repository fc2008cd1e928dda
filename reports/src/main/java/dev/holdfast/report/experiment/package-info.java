/**
 * What an experiment found, as numbers and sentences: {@link
 * dev.holdfast.report.experiment.ExperimentPage} for people, {@link
 * dev.holdfast.report.experiment.Csv} for whoever reckons on. May use the package view for {@code
 * SafeText} alone.
 */
@NullMarked
package dev.holdfast.report.experiment;

import org.jspecify.annotations.NullMarked;
