/**
 * What consoles and build servers read: plain text and JUnit XML. Main type: {@link
 * dev.holdfast.report.text.TextReport}. Uses the summary and the view model.
 */
@NullMarked
package dev.holdfast.report.text;

import org.jspecify.annotations.NullMarked;
