package dev.holdfast.report.experiment;

import dev.holdfast.report.view.SafeText;
import java.util.List;

/**
 * A table of a page, rounded for people.
 *
 * @param title what it shows
 * @param caption how to read it
 * @param columns the names of the columns
 * @param rows as many cells each as there are columns
 */
public record Table(String title, String caption, List<Column> columns, List<List<String>> rows) {

    public Table {
        title = SafeText.line(title);
        caption = SafeText.line(caption);
        columns = List.copyOf(columns);
        rows = rows.stream().map(row -> row.stream().map(SafeText::line).toList()).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of table '%s' has %d cells, not %d"
                                .formatted(title, row.size(), columns.size()));
            }
        }
    }

    /**
     * A column.
     *
     * @param numeric whether its cells are numbers, which stand one below the other
     */
    public record Column(String name, boolean numeric) {
        public Column {
            name = SafeText.name(name);
        }

        /** A column of words. */
        public static Column words(String name) {
            return new Column(name, false);
        }

        /** A column of numbers. */
        public static Column numbers(String name) {
            return new Column(name, true);
        }
    }
}
