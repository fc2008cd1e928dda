/**
 * What a report says, before anything is drawn: the view model of a run. Main type: {@link
 * dev.holdfast.report.view.ReportView}. Uses the summary and the checker's types; knows nothing of
 * pages. Every string in it is already fit to be shown (see {@link
 * dev.holdfast.report.view.SafeText}) but not escaped for any format.
 */
@NullMarked
package dev.holdfast.report.view;

import org.jspecify.annotations.NullMarked;
