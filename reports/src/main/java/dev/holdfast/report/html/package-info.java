/**
 * The page: one self-contained HTML file per run. Main type: {@link
 * dev.holdfast.report.html.HtmlReport}. Uses only the view model.
 */
@NullMarked
package dev.holdfast.report.html;

import org.jspecify.annotations.NullMarked;
