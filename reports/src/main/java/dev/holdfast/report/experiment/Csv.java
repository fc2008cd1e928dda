package dev.holdfast.report.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of plain values as RFC 4180 has it: comma, CRLF, a header line, quotes where a field
 * needs them.
 *
 * @param header the names of the columns
 * @param rows as many fields each as there are columns; numbers with a point and without grouping
 */
public record Csv(List<String> header, List<List<String>> rows) {

    /**
     * Checks that it is rectangular.
     *
     * @throws IllegalArgumentException naming the first row that is not as long as the header
     */
    public Csv {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != header.size()) {
                throw new IllegalArgumentException(
                        "row %d has %d fields, not %d"
                                .formatted(i, rows.get(i).size(), header.size()));
            }
        }
    }

    /** The file's text. O(size). */
    public String text() {
        StringBuilder out = new StringBuilder();
        line(header, out);
        rows.forEach(row -> line(row, out));
        return out.toString();
    }

    /**
     * Writes the file as UTF-8.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        // A lone surrogate, which no UTF-8 has, becomes a question mark, and is no error.
        Files.write(file, text().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(List<String> fields, StringBuilder out) {
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ",");
            field(fields.get(i), out);
        }
        out.append("\r\n");
    }

    private static void field(String field, StringBuilder out) {
        boolean needsQuotes = field.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        if (needsQuotes) {
            out.append('"').append(field.replace("\"", "\"\"")).append('"');
        } else {
            out.append(field);
        }
    }
}
