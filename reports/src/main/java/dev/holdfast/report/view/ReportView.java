package dev.holdfast.report.view;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.report.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that a report of one run says.
 *
 * @param bar the verdict and what it is about
 * @param whys one per invalid check
 * @param timelines the pictures, the most important first
 * @param reproduce the command that runs the same again
 * @param checks one row per checker
 * @param coverage what the run had to reach
 * @param environment kind and versions
 * @param notes what limits the verdict
 */
public record ReportView(
        Bar bar,
        List<Why> whys,
        List<Timeline> timelines,
        String reproduce,
        List<CheckRow> checks,
        List<CoverageRow> coverage,
        List<String> environment,
        List<String> notes) {
    private static final int ITEMS_MAX = 100;
    private static final int COMMAND_CHARS_MAX = 2_000;

    public ReportView {
        whys = List.copyOf(whys);
        timelines = List.copyOf(timelines);
        checks = List.copyOf(checks);
        coverage = List.copyOf(coverage);
        environment = List.copyOf(environment);
        notes = List.copyOf(notes);
    }

    /**
     * The verdict bar.
     *
     * @param word valid, invalid or unknown
     * @param grade as expected, surprising, or empty
     * @param sentence the verdict in one sentence
     * @param subject the implementation under test
     * @param facts what the run was, as names and values
     */
    public record Bar(
            String word, String grade, String sentence, String subject, List<Fact> facts) {
        public Bar {
            facts = List.copyOf(facts);
        }
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * One checker's row.
     *
     * @param says basis, summary or reason, after the verdict's word
     */
    public record CheckRow(
            String name,
            String promise,
            boolean promised,
            String word,
            String says,
            String grade,
            String took) {}

    /** One row of the coverage. */
    public record CoverageRow(String what, long reached, long needed, boolean met) {}

    /** The report of this run; the history may be empty, then there are no pictures. */
    public static ReportView of(RunSummary summary, History history) {
        return new ReportView(
                bar(summary),
                Why.of(summary),
                TimelineBuilder.of(summary, history),
                SafeText.clean(summary.reproduce(), COMMAND_CHARS_MAX, false),
                summary.checks().stream().limit(ITEMS_MAX).map(ReportView::check).toList(),
                summary.coverage().stream().limit(ITEMS_MAX).map(ReportView::coverage).toList(),
                lines(summary.environment()),
                lines(summary.notes()));
    }

    private static Bar bar(RunSummary s) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Workload", SafeText.name(s.workload())));
        facts.add(
                new Fact(
                        "Faults",
                        s.faults().isEmpty()
                                ? "none"
                                : SafeText.line(String.join(", ", s.faults()))));
        facts.add(new Fact("Seed", Long.toString(s.seed())));
        facts.add(new Fact("Started", started(SafeText.name(s.startedAt()))));
        facts.add(new Fact("Duration", seconds(s.durationMillis())));
        facts.add(new Fact("Operations", counts(s.counts())));
        facts.add(new Fact("Coverage", coverage(s.coverage())));
        return new Bar(
                SafeText.name(s.word()),
                SafeText.name(s.grade()),
                SafeText.line(s.sentence()),
                SafeText.name(s.subject()),
                facts);
    }

    /** {@code 2026-11-22T02:13:07.512Z} as people read it; anything else as it is. */
    private static String started(String iso) {
        return iso.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")
                ? iso.substring(0, 10) + " " + iso.substring(11, 19) + " UTC"
                : iso;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static String counts(RunSummary.Counts c) {
        String text = "%d ok, %d fail, %d info".formatted(c.ok(), c.fail(), c.info());
        return c.open() == 0 ? text : text + ", %d open".formatted(c.open());
    }

    private static String coverage(List<RunSummary.Coverage> coverage) {
        if (coverage.isEmpty()) {
            return "nothing required";
        }
        long met = coverage.stream().filter(RunSummary.Coverage::met).count();
        return met == coverage.size()
                ? "all %d reached".formatted(met)
                : "%d of %d reached".formatted(met, coverage.size());
    }

    private static CheckRow check(RunSummary.Check c) {
        String says =
                c.verdict() instanceof Verdict.Valid valid
                        ? valid.basis()
                        : c.verdict() instanceof Verdict.Unknown unknown
                                ? unknown.reason()
                                : ((Verdict.Invalid) c.verdict()).evidence().summary();
        double millis = Double.isFinite(c.tookMillis()) ? Math.max(0, c.tookMillis()) : 0;
        return new CheckRow(
                SafeText.name(c.name()),
                SafeText.line(c.promise()),
                c.promised(),
                c.verdict().word(),
                SafeText.line(says),
                SafeText.name(c.grade()),
                String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis));
    }

    private static CoverageRow coverage(RunSummary.Coverage c) {
        return new CoverageRow(SafeText.line(c.what()), c.reached(), c.needed(), c.met());
    }

    private static List<String> lines(List<String> items) {
        List<String> lines =
                new ArrayList<>(items.stream().limit(ITEMS_MAX).map(SafeText::line).toList());
        if (items.size() > ITEMS_MAX) {
            lines.add("… and %d more".formatted(items.size() - ITEMS_MAX));
        }
        return lines;
    }
}
