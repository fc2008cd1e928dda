package dev.holdfast.report.text;

import dev.holdfast.checker.history.History;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.view.OpRow;
import dev.holdfast.report.view.ReportView;
import dev.holdfast.report.view.ReportView.CheckRow;
import dev.holdfast.report.view.Why;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The report as the console prints it: the verdict, each check, and for each violation the
 * argument, the ops that prove it and the model's state at each step.
 *
 * <p>Lines have at most 100 columns, except the reproduce command, which is never broken so that it
 * can be copied. May be called from any thread.
 */
public final class TextReport {
    private static final String RESET = "\u001b[0m";

    private final Wrapped out = new Wrapped();
    private final boolean colour;

    private TextReport(boolean colour) {
        this.colour = colour;
    }

    /**
     * Appends the report without colours.
     *
     * @throws IOException if {@code out} does
     */
    public static void render(RunSummary summary, Appendable out) throws IOException {
        render(summary, out, false);
    }

    /**
     * Appends the report.
     *
     * @param colour whether verdicts are coloured by ANSI sequences
     * @throws IOException if {@code out} does
     */
    public static void render(RunSummary summary, Appendable out, boolean colour)
            throws IOException {
        TextReport report = new TextReport(colour);
        report.all(ReportView.of(summary, History.of(List.of())));
        out.append(report.out.toString());
    }

    /**
     * Appends the verdict and the reproduce command, a line each.
     *
     * @throws IOException if {@code out} does
     */
    public static void brief(RunSummary summary, Appendable out) throws IOException {
        ReportView view = ReportView.of(summary, History.of(List.of()));
        String word = view.bar().word().toUpperCase(Locale.ROOT) + grade(view.bar());
        out.append(word).append(": ").append(view.bar().sentence()).append('\n');
        out.append("reproduce: ").append(view.reproduce()).append('\n');
    }

    private static String grade(ReportView.Bar bar) {
        return bar.grade().isEmpty() ? "" : " (" + bar.grade() + ")";
    }

    private void all(ReportView view) {
        head(view);
        view.checks().forEach(this::check);
        view.whys().forEach(this::why);
        List<ReportView.CoverageRow> missed =
                view.coverage().stream().filter(row -> !row.met()).toList();
        if (!missed.isEmpty()) {
            out.blank().raw("Not reached, so a valid would not count:");
            for (ReportView.CoverageRow row : missed) {
                String figures = ": %d of %d".formatted(row.reached(), row.needed());
                out.paragraph("  - ", "    ", row.what() + figures);
            }
        }
        if (!view.notes().isEmpty()) {
            out.blank().raw("Notes:");
            view.notes().forEach(note -> out.paragraph("  - ", "    ", note));
        }
        out.blank().raw("Reproduce:").raw("  " + view.reproduce());
    }

    private void head(ReportView view) {
        ReportView.Bar bar = view.bar();
        out.raw(paint(bar.word(), bar.word().toUpperCase(Locale.ROOT)) + grade(bar));
        out.paragraph("", "", bar.sentence());
        String facts =
                bar.facts().stream()
                        .map(f -> f.name().toLowerCase(Locale.ROOT) + ": " + f.value())
                        .collect(Collectors.joining("; "));
        out.blank().paragraph("", "", "subject: " + bar.subject() + "; " + facts);
        if (!view.checks().isEmpty()) {
            out.blank();
        }
    }

    private void check(CheckRow row) {
        String word = paint(row.word(), "%-7s".formatted(row.word()));
        String aside = row.promised() ? "" : " (not promised)";
        String grade = row.grade().isEmpty() ? "" : ", " + row.grade();
        // The colour must not count as columns, so the line is wrapped plain and painted after.
        Wrapped line = new Wrapped();
        line.paragraph(
                "%-7s ".formatted(row.word()),
                "        ",
                row.name() + aside + grade + ": " + row.says());
        out.raw(word + line.toString().substring(7).stripTrailing());
    }

    private void why(Why why) {
        String aside = why.promised() ? "" : " (not promised)";
        out.blank().paragraph("Why ", "  ", why.check() + aside + ": " + why.summary());
        out.paragraph("  ", "  ", why.argumentText());
        if (!why.ops().isEmpty()) {
            out.blank();
        }
        for (OpRow op : why.ops()) {
            String who = op.process().equals("nemesis") ? "nemesis" : "process " + op.process();
            String start =
                    "  #%-6d %10s  %-10s  %-6s ".formatted(op.index(), op.time(), who, op.type());
            String error = op.error().isEmpty() ? "" : "  -- " + op.error();
            out.paragraph(start, " ".repeat(41), op.f() + " " + op.value() + error);
        }
        if (!why.steps().isEmpty()) {
            out.blank();
        }
        for (Why.Step step : why.steps()) {
            out.paragraph("  %2d. ".formatted(step.number()), "      ", step.what());
            out.paragraph("      before: ", "              ", step.before());
            String after = step.last() ? "      breaks: " : "      after:  ";
            out.paragraph(after, "              ", step.after());
        }
        if (!why.cut().isEmpty()) {
            out.paragraph("  ", "  ", why.cut());
        }
    }

    private String paint(String word, String text) {
        if (!colour) {
            return text;
        }
        String code =
                switch (word) {
                    case "valid" -> "\u001b[1;32m";
                    case "invalid" -> "\u001b[1;31m";
                    default -> "\u001b[1;33m";
                };
        return code + text + RESET;
    }
}
