package dev.holdfast.experiment;

import dev.holdfast.experiment.Remedy.Kind;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@link Remedies} found, told. */
final class RemediesPage {
    private static final String CLAIM =
            "Deadlocks of distributed locks can be solved by setting a timeout, by optimistic locking"
                    + " (CAS), and by retrying (question 3, translated). A database lock is a lock on"
                    + " the records of one database, a distributed lock one on the resources of a"
                    + " distributed system (question 1).";

    private RemediesPage() {}

    static Findings of(
            List<RemedyResult> results, int clients, Settings settings, List<String> environment) {
        Map<String, Csv> data = new LinkedHashMap<>();
        data.put("remedies.csv", csv(results));
        List<String> files = new ArrayList<>(data.keySet());
        results.forEach(r -> files.add(r.remedy().id() + ".jsonl"));
        ExperimentPage page =
                new ExperimentPage(
                        "remedies",
                        "What do the remedies against deadlocks cost?",
                        answer(results),
                        CLAIM,
                        List.of(
                                new Fact("Clients", Integer.toString(clients)),
                                new Fact("Accounts", "2, locked in opposite order"),
                                new Fact("Lease of the distributed locks", "2 s"),
                                new Fact("Measured for", settings.timeLimit().toSeconds() + " s"),
                                new Fact("Seed", Long.toString(settings.seed()))),
                        List.of(rates(results), latencies(results)),
                        List.of(costs(results), harm(results)),
                        missed(results),
                        notes(),
                        environment,
                        files,
                        settings.reproduce());
        return new Findings(page, data);
    }

    private static String answer(List<RemedyResult> results) {
        long lost = results.stream().mapToLong(r -> r.ledger().lost()).sum();
        RemedyResult best =
                results.stream().max(Comparator.comparing(RemedyResult::perSecond)).orElseThrow();
        String losers =
                results.stream()
                        .filter(r -> r.ledger().lost() > 0)
                        .map(r -> r.remedy().subject() + " (" + r.remedy().words() + ")")
                        .collect(Collectors.joining("; "));
        return "%s Most transfers, %s a second, came through with %s (%s)."
                .formatted(
                        lost == 0
                                ? "No acknowledged update was lost here."
                                : "%d acknowledged updates were lost, with %s."
                                        .formatted(lost, losers),
                        Numbers.fixed(best.perSecond(), 1),
                        best.remedy().subject(),
                        best.remedy().words());
    }

    private static Plot rates(List<RemedyResult> results) {
        return bars(
                "Transfers a second",
                "From left to right in the order of the table.",
                "transfers a second",
                Unit.NUMBER,
                results,
                r -> Point.of(0, r.perSecond()));
    }

    private static Plot latencies(List<RemedyResult> results) {
        return bars(
                "How long a transfer takes",
                "Mark: the median, bar: up to the 99th percentile, from the first try to success.",
                "milliseconds",
                Unit.LOGARITHM,
                results,
                r ->
                        r.latency().count() == 0
                                ? Point.of(0, 0)
                                : new Point(
                                        0,
                                        r.latency().p50() / 1000,
                                        r.latency().p50() / 1000,
                                        r.latency().p99() / 1000));
    }

    private interface Reading {
        Point of(RemedyResult result);
    }

    /** A mark for each remedy, numbered as in the table; a series for each kind. */
    private static Plot bars(
            String title,
            String caption,
            String unit,
            Unit scale,
            List<RemedyResult> results,
            Reading reading) {
        List<Series> series = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                Point p = reading.of(results.get(i));
                if (results.get(i).remedy().kind() == kind && p.y() > 0) {
                    points.add(new Point(i + 1, p.y(), p.low(), p.high()));
                }
            }
            if (!points.isEmpty()) {
                series.add(new Series(kind.word(), Source.MARKS, series.size(), points));
            }
        }
        return new Plot(
                title,
                caption,
                new Axis("remedy, as numbered in the table", Unit.ORDINAL),
                new Axis(unit, scale),
                series);
    }

    private static Table costs(List<RemedyResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (RemedyResult r : results) {
            rows.add(
                    List.of(
                            Integer.toString(rows.size() + 1),
                            r.remedy().subject(),
                            r.remedy().words(),
                            Numbers.fixed(r.perSecond(), 1),
                            Latency.cell(r.latency().count(), r.latency().p50()),
                            Latency.cell(r.latency().count(), r.latency().p99()),
                            Latency.cell(r.waits().count(), r.waits().p50()),
                            Latency.cell(r.waits().count(), r.waits().p99()),
                            r.transfers() == 0
                                    ? "–"
                                    : Numbers.fixed((double) r.tries() / r.transfers(), 2)));
        }
        return new Table(
                "What it costs",
                "Times in milliseconds: of transfers that succeeded, from their first try, and of waits"
                        + " for single locks.",
                List.of(
                        Column.numbers("#"),
                        Column.words("lock"),
                        Column.words("remedy"),
                        Column.numbers("transfers/s"),
                        Column.numbers("median"),
                        Column.numbers("p99"),
                        Column.numbers("wait, median"),
                        Column.numbers("wait, p99"),
                        Column.numbers("tries per success")),
                rows);
    }

    private static Table harm(List<RemedyResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (RemedyResult r : results) {
            rows.add(
                    List.of(
                            Integer.toString(rows.size() + 1),
                            r.remedy().subject(),
                            r.remedy().words(),
                            Long.toString(r.deadlocks()),
                            Long.toString(r.broken()),
                            Long.toString(r.givenUp()),
                            Long.toString(r.conflicts()),
                            Long.toString(r.ledger().lost()),
                            Long.toString(r.ledger().inPart()),
                            Long.toString(r.ledger().difference())));
        }
        return new Table(
                "What it leaves behind",
                "Lost: acknowledged updates that are not in the account any more. In part: one account"
                        + " has its part of a transfer and the other does not. Difference: money that"
                        + " there is too much of, or too little.",
                List.of(
                        Column.numbers("#"),
                        Column.words("lock"),
                        Column.words("remedy"),
                        Column.numbers("deadlocks"),
                        Column.numbers("ended by the server"),
                        Column.numbers("given up"),
                        Column.numbers("conflicts"),
                        Column.numbers("updates lost"),
                        Column.numbers("in part"),
                        Column.numbers("difference")),
                rows);
    }

    private static List<String> missed(List<RemedyResult> results) {
        List<String> missed = new ArrayList<>();
        missed.add(
                "A timeout of the lock is a lease, and a lease that ends a deadlock takes the lock from"
                        + " somebody who still works under it: both then write, and one update is lost."
                        + " A timeout of the wait is another thing: who gives up waiting and lets go"
                        + " harms nobody. The article has one word for both.");
        missed.add(
                "Retry is no remedy by itself: it repeats what a timeout or a conflict has ended, and"
                        + " without a random pause those who met once meet again.");
        missed.add(
                "Optimistic locking has no locks and so no deadlocks, but compare-and-set is atomic on one"
                        + " account. Of two accounts one can be written and the other not, if a client"
                        + " dies in between; that needs a transaction, not a lock.");
        missed.add(
                "What the article does not name is the plainest: if everybody takes the locks in the same"
                        + " order, nobody waits in a circle.");
        missed.add(
                "The difference between a database's lock and a distributed one is not only what they"
                        + " cover. The database knows who waits for whom and ends a circle; its locks"
                        + " end with the transaction that writes, so lock and write cannot come apart.");
        if (results.stream().noneMatch(r -> r.deadlocks() > 0)) {
            missed.add("No circle closed in this run: take a longer --time-limit.");
        }
        return missed;
    }

    private static List<String> notes() {
        return List.of(
                "A circle counts when the wait that closes it begins, as the clients see it; a wait that"
                        + " another holder's release is about to end does not close one.",
                "PostgreSQL looks for circles after a second of waiting (deadlock_timeout), and"
                        + " postgres-row opens a connection for every transaction, as redis-seed does for"
                        + " every call; redis-token keeps its connections. So the figures compare what"
                        + " clients of these kinds see, not the servers' best.",
                "PostgreSQL may end more clients than there are circles: who waits for a row stands in a"
                        + " queue, and the one at its head has a lock that the next one waits for, so"
                        + " it is in the server's circle though it holds no row yet.",
                "Nothing fails here: what pauses, kills and cuts do to these locks is for holdfast test.");
    }

    private static Csv csv(List<RemedyResult> results) {
        return new Csv(
                List.of(
                        "remedy",
                        "subject",
                        "kind",
                        "seconds",
                        "transfers",
                        "per_second",
                        "given_up",
                        "tries",
                        "conflicts",
                        "deadlocks",
                        "ended_by_server",
                        "latency_p50_us",
                        "latency_p99_us",
                        "latency_max_us",
                        "wait_p50_us",
                        "wait_p99_us",
                        "wait_max_us",
                        "updates_lost",
                        "in_part",
                        "difference"),
                results.stream().map(RemediesPage::fields).toList());
    }

    private static List<String> fields(RemedyResult r) {
        return List.of(
                r.remedy().id(),
                r.remedy().subject(),
                r.remedy().kind().word(),
                Numbers.exact(r.seconds()),
                Long.toString(r.transfers()),
                Numbers.exact(r.perSecond()),
                Long.toString(r.givenUp()),
                Long.toString(r.tries()),
                Long.toString(r.conflicts()),
                Long.toString(r.deadlocks()),
                Long.toString(r.broken()),
                Numbers.fixed(r.latency().p50(), 0),
                Numbers.fixed(r.latency().p99(), 0),
                Numbers.fixed(r.latency().max(), 0),
                Numbers.fixed(r.waits().p50(), 0),
                Numbers.fixed(r.waits().p99(), 0),
                Numbers.fixed(r.waits().max(), 0),
                Long.toString(r.ledger().lost()),
                Long.toString(r.ledger().inPart()),
                Long.toString(r.ledger().difference()));
    }
}
