package dev.holdfast.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of a suite, by subject and fault, as a Markdown table. */
public final class SuiteTable {
    private SuiteTable() {}

    private record Row(String subject, String condition, String said, String claimed) {}

    /** The table, with its sums in the last line. */
    public static String markdown(List<CellResult> results) {
        boolean isSaid = results.stream().anyMatch(r -> !r.cell().said().isEmpty());
        StringBuilder table = new StringBuilder("| subject | fault |");
        table.append(isSaid ? " said |" : "").append(" claims | verdicts |");
        for (Outcome outcome : Outcome.values()) {
            table.append(' ').append(outcome.word()).append(" |");
        }
        table.append(isSaid ? "\n|---|---|---|---|---|" : "\n|---|---|---|---|");
        table.append("--:|".repeat(Outcome.values().length)).append('\n');
        rows(results).forEach((row, cells) -> table.append(line(words(row, isSaid), cells)));
        table.append(line(words(new Row("", "", "", ""), isSaid), results));
        return table.toString();
    }

    /** In the order of the suite, but what is of one subject together. */
    private static Map<Row, List<CellResult>> rows(List<CellResult> results) {
        Map<Row, List<CellResult>> rows = new LinkedHashMap<>();
        results.stream()
                .collect(
                        Collectors.groupingBy(
                                r -> row(r).subject(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(
                        ofSubject ->
                                ofSubject.forEach(
                                        r ->
                                                rows.computeIfAbsent(row(r), k -> new ArrayList<>())
                                                        .add(r)));
        return rows;
    }

    private static Row row(CellResult result) {
        Cell cell = result.cell();
        return new Row(cell.name(), cell.condition(), cell.said(), cell.claimed());
    }

    private static String words(Row row, boolean isSaid) {
        List<String> words = new ArrayList<>();
        words.add(row.subject().isEmpty() ? "**all**" : "`" + row.subject() + "`");
        words.add(row.condition());
        if (isSaid) {
            words.add(row.said());
        }
        words.add(row.claimed());
        return String.join(" | ", words.stream().map(SuiteTable::inTable).toList());
    }

    /** A bar would end the cell, the end of a line the row. */
    private static String inTable(String text) {
        return text.replace("|", "\\|").replaceAll("\\R", " ");
    }

    private static String line(String words, List<CellResult> results) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        results.forEach(r -> counts.merge(r.outcome(), 1L, Long::sum));
        StringBuilder line = new StringBuilder();
        line.append("| %s | %s |".formatted(words, words(results)));
        for (Outcome outcome : Outcome.values()) {
            line.append(' ').append(counts.getOrDefault(outcome, 0L)).append(" |");
        }
        return line.append('\n').toString();
    }

    /** For example {@code 2 invalid, 1 valid}. */
    static String words(List<CellResult> results) {
        return results.stream()
                .collect(
                        Collectors.groupingBy(
                                CellResult::word, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /** One line: how many of each outcome. */
    public static String sums(List<CellResult> results) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        results.forEach(r -> counts.merge(r.outcome(), 1L, Long::sum));
        StringBuilder sums = new StringBuilder();
        for (Outcome outcome : Outcome.values()) {
            long n = counts.getOrDefault(outcome, 0L);
            sums.append(
                    String.format(
                            Locale.ROOT, "%s%d %s", sums.isEmpty() ? "" : ", ", n, outcome.word()));
        }
        return sums.toString();
    }
}
