package dev.holdfast.experiment;

import dev.holdfast.experiment.Share.Cluster;
import dev.holdfast.experiment.Trial.Told;
import dev.holdfast.report.experiment.Csv;
import dev.holdfast.report.experiment.ExperimentPage;
import dev.holdfast.report.experiment.ExperimentPage.Fact;
import dev.holdfast.report.experiment.Plot;
import dev.holdfast.report.experiment.Plot.Axis;
import dev.holdfast.report.experiment.Plot.Point;
import dev.holdfast.report.experiment.Plot.Series;
import dev.holdfast.report.experiment.Plot.Source;
import dev.holdfast.report.experiment.Plot.Unit;
import dev.holdfast.report.experiment.Table;
import dev.holdfast.report.experiment.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@link Agreement} found, told. */
final class AgreementPage {
    private static final String CLAIM =
            "P(x) = x/n, “where P(x) is the probability that a node executes the transaction, x is the"
                    + " number of nodes that have agreed to pre-commit, and n is the number of nodes”"
                    + " (section 4.2, translated).";

    private AgreementPage() {}

    /**
     * What came of the payments to which so many agreed.
     *
     * @param share of nodes that executed, of all nodes of all these payments
     * @param inPart payments that some executed and others did not
     */
    record Row(
            int willing, Share share, long payments, long committed, long aborted, long inPart) {}

    /** A row for every number of willing participants, 0 to {@code n}. */
    static List<Row> rows(int n, List<Trial> trials) {
        return IntStream.rangeClosed(0, n)
                .mapToObj(x -> row(x, n, trials.stream().filter(t -> t.willing() == x).toList()))
                .toList();
    }

    private static Row row(int willing, int n, List<Trial> trials) {
        return new Row(
                willing,
                Share.of(trials.stream().map(t -> new Cluster(t.executed().size(), n)).toList()),
                trials.size(),
                trials.stream().filter(t -> t.told() == Told.COMMITTED).count(),
                trials.stream().filter(t -> t.told() == Told.ABORTED).count(),
                trials.stream()
                        .filter(t -> !t.executed().isEmpty() && t.executed().size() < n)
                        .count());
    }

    static Findings of(
            String subject,
            int n,
            List<Trial> trials,
            Settings settings,
            List<String> environment) {
        List<Row> rows = rows(n, trials);
        Map<String, Csv> data = new LinkedHashMap<>();
        data.put("agreement.csv", csv(subject, n, rows));
        data.put("payments.csv", payments(n, trials));
        ExperimentPage page =
                new ExperimentPage(
                        "agreement",
                        "How likely is it that a node executes a transaction?",
                        answer(subject, n, rows),
                        CLAIM,
                        List.of(
                                new Fact("Protocol", subject),
                                new Fact("Participants", Integer.toString(n)),
                                new Fact("Payments", Integer.toString(trials.size())),
                                new Fact("Measured for", settings.timeLimit().toSeconds() + " s"),
                                new Fact("Seed", Long.toString(settings.seed()))),
                        List.of(plot(subject, n, rows)),
                        List.of(table(n, rows)),
                        missed(n),
                        notes(rows),
                        environment,
                        List.copyOf(data.keySet()),
                        settings.reproduce());
        return new Findings(page, data);
    }

    private static String answer(String subject, int n, List<Row> rows) {
        long inPart = rows.stream().mapToLong(Row::inPart).sum();
        boolean isStep =
                rows.stream()
                        .allMatch(r -> r.share().hits() == (r.willing() == n ? r.share().of() : 0));
        Row almost = rows.get(n - 1);
        if (isStep) {
            return ("All or nobody: with %s no node executed anything unless all %d had agreed, and then"
                            + " every node did. With %d of %d the formula has %s; measured were %s.")
                    .formatted(
                            subject,
                            n,
                            n - 1,
                            n,
                            Numbers.percent((n - 1.0) / n),
                            Numbers.percent(almost.share().value()));
        }
        return "With %s %d payments were executed in part, by some nodes and not by others; all agreed: %s executed."
                .formatted(subject, inPart, Numbers.percent(rows.get(n).share().value()));
    }

    private static Plot plot(String subject, int n, List<Row> rows) {
        return new Plot(
                "Share of nodes that execute, once x of " + n + " have agreed",
                "Dashed: the article. Thin line: a protocol that is atomic. Marks: measured, with 95 %"
                        + " intervals.",
                new Axis("participants that agree (x)", Unit.NUMBER),
                new Axis("nodes that execute", Unit.SHARE),
                List.of(
                        new Series(
                                "the article: x/n",
                                Source.FORMULA,
                                7,
                                rows.stream()
                                        .map(r -> Point.of(r.willing(), (double) r.willing() / n))
                                        .toList()),
                        new Series(
                                "atomic: all or nobody",
                                Source.MODEL,
                                0,
                                List.of(
                                        Point.of(0, 0),
                                        Point.of(n - 1, 0),
                                        Point.of(n, 0),
                                        Point.of(n, 1))),
                        new Series(
                                "measured, " + subject,
                                Source.MARKS,
                                0,
                                rows.stream().map(AgreementPage::point).toList())));
    }

    private static Point point(Row row) {
        Share share = row.share();
        return new Point(row.willing(), share.value(), share.low(), share.high());
    }

    private static Table table(int n, List<Row> rows) {
        return new Table(
                "Formula and measurement",
                "Executed: nodes that changed an account, of all nodes of these payments, with 95 %"
                        + " intervals. In part: by some nodes and not by others.",
                List.of(
                        Column.numbers("agree"),
                        Column.numbers("article"),
                        Column.numbers("executed"),
                        Column.numbers("payments"),
                        Column.numbers("told committed"),
                        Column.numbers("told aborted"),
                        Column.numbers("in part")),
                rows.stream()
                        .map(
                                r ->
                                        List.of(
                                                r.willing() + " of " + n,
                                                Numbers.percent((double) r.willing() / n),
                                                r.share().words(),
                                                Long.toString(r.payments()),
                                                Long.toString(r.committed()),
                                                Long.toString(r.aborted()),
                                                Long.toString(r.inPart())))
                        .toList());
    }

    private static List<String> missed(int n) {
        return List.of(
                ("Atomic commit is not a matter of chance. It promises that all nodes execute or none"
                                + " does, so the share is 0 up to x = %d and 1 at x = %d: a step, where"
                                + " the article draws a line.")
                        .formatted(n - 1, n),
                ("If nodes did execute with probability x/n, each by itself, a payment of %d parts would be"
                                + " carried out in part nearly always: with %d of %d agreed all of it"
                                + " only %s of the time, nothing %s. The rest is money made or lost.")
                        .formatted(
                                n,
                                n - 1,
                                n,
                                Numbers.percent(Math.pow((n - 1.0) / n, n)),
                                Numbers.percent(Math.pow(1.0 / n, n))),
                "The article says so itself one section before: if one node refuses, all refuse (3.3)."
                        + " Formula and text contradict each other.",
                "Even at x = n the step is a promise for the end and not for the moment: between a node's"
                        + " yes and the decision it is in doubt, and if the coordinator dies then it"
                        + " waits. Here everybody was asked when nobody was in doubt any more.");
    }

    private static List<String> notes(List<Row> rows) {
        long silent =
                rows.stream().mapToLong(r -> r.payments() - r.committed() - r.aborted()).sum();
        List<String> notes = new ArrayList<>();
        notes.add(
                "A participant refuses because the account has no money. One payment is made at a time,"
                        + " and nothing fails: what crashes do to a protocol is for holdfast test.");
        if (silent > 0) {
            notes.add("Of " + silent + " payments the payer was not told what became of them.");
        }
        return notes;
    }

    private static Csv csv(String subject, int n, List<Row> rows) {
        return new Csv(
                List.of(
                        "subject",
                        "n",
                        "agreed",
                        "payments",
                        "committed",
                        "aborted",
                        "in_part",
                        "executed",
                        "nodes",
                        "share",
                        "low",
                        "high",
                        "formula"),
                rows.stream()
                        .map(
                                r ->
                                        List.of(
                                                subject,
                                                Integer.toString(n),
                                                Integer.toString(r.willing()),
                                                Long.toString(r.payments()),
                                                Long.toString(r.committed()),
                                                Long.toString(r.aborted()),
                                                Long.toString(r.inPart()),
                                                Long.toString(r.share().hits()),
                                                Long.toString(r.share().of()),
                                                Numbers.exact(r.share().value()),
                                                Numbers.exact(r.share().low()),
                                                Numbers.exact(r.share().high()),
                                                Numbers.exact((double) r.willing() / n)))
                        .toList());
    }

    private static Csv payments(int n, List<Trial> trials) {
        return new Csv(
                List.of("payment", "n", "agreed", "told", "executed_by"),
                trials.stream()
                        .map(
                                t ->
                                        List.of(
                                                t.payment(),
                                                Integer.toString(n),
                                                Integer.toString(t.willing()),
                                                t.told().name().toLowerCase(java.util.Locale.ROOT),
                                                String.join(" ", t.executed())))
                        .toList());
    }
}
