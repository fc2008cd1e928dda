package dev.holdfast.experiment;

import dev.holdfast.experiment.Attempt.Manner;
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
import java.util.stream.Collectors;

/** What {@link Contention} found, told. */
final class ContentionPage {
    private static final String CLAIM =
            "P(n) = 1 − 1/n, “where P(n) is the probability that a node acquires the lock and n is the"
                    + " number of nodes” (section 4.1, translated).";

    private ContentionPage() {}

    static Findings of(
            String subject,
            List<ContentionPoint> points,
            Settings settings,
            List<String> environment) {
        Map<String, Csv> data = new LinkedHashMap<>();
        data.put("contention.csv", summary(subject, points));
        data.put("attempts.csv", attempts(points));
        ExperimentPage page =
                new ExperimentPage(
                        "contention",
                        "How likely is it that a node gets the lock?",
                        answer(points),
                        CLAIM,
                        facts(subject, points, settings),
                        List.of(plot(points)),
                        List.of(table(points)),
                        missed(points),
                        notes(points),
                        environment,
                        List.copyOf(data.keySet()),
                        settings.reproduce());
        return new Findings(page, data);
    }

    private static List<ContentionPoint> in(Manner manner, List<ContentionPoint> points) {
        return points.stream().filter(p -> p.manner() == manner).toList();
    }

    private static String answer(List<ContentionPoint> points) {
        List<ContentionPoint> rounds = in(Manner.AT_ONE_MOMENT, points);
        ContentionPoint one = rounds.get(0);
        ContentionPoint most = rounds.get(rounds.size() - 1);
        return ("The more nodes want a lock, the less likely each is to get it at once; the article's"
                        + " formula has it the other way round. Alone a client got it %s of the time"
                        + " (the formula: %s), and one of %d that asked at one moment %s (the formula:"
                        + " %s).")
                .formatted(
                        Numbers.percent(one.measured().value()),
                        Numbers.percent(one.formula()),
                        most.clients(),
                        Numbers.percent(most.measured().value()),
                        Numbers.percent(most.formula()));
    }

    private static List<Fact> facts(
            String subject, List<ContentionPoint> points, Settings settings) {
        long attempts = points.stream().mapToLong(p -> p.measured().of()).sum();
        return List.of(
                new Fact("Lock", subject),
                new Fact("Attempts", Long.toString(attempts)),
                new Fact("Locks at a time", Integer.toString(Racing.LANES)),
                new Fact("Measured for", settings.timeLimit().toSeconds() + " s"),
                new Fact("Seed", Long.toString(settings.seed())));
    }

    private static Plot plot(List<ContentionPoint> points) {
        List<Series> series = new ArrayList<>();
        series.add(
                new Series(
                        "the article: 1 − 1/n",
                        Source.FORMULA,
                        7,
                        in(Manner.AT_ONE_MOMENT, points).stream()
                                .map(p -> Point.of(p.clients(), p.formula()))
                                .toList()));
        for (Manner manner : Contention.manners()) {
            List<ContentionPoint> own = in(manner, points);
            int group = Contention.manners().indexOf(manner);
            series.add(
                    new Series(
                            "measured, " + manner.words(),
                            Source.MEASURED,
                            group,
                            own.stream().map(ContentionPage::point).toList()));
            series.add(
                    new Series(
                            "model, " + manner.words(),
                            Source.MODEL,
                            group,
                            own.stream()
                                    .filter(p -> p.model().isPresent())
                                    .map(p -> Point.of(p.clients(), p.model().getAsDouble()))
                                    .toList()));
        }
        return new Plot(
                "Share of attempts that get the lock at once",
                "Dashed: the article. Marks: measured, with 95 % intervals. Thin lines: what a model"
                        + " says.",
                new Axis("clients that want the lock", Unit.NUMBER),
                new Axis("got it at once", Unit.SHARE),
                series);
    }

    private static Point point(ContentionPoint p) {
        return new Point(
                p.clients(), p.measured().value(), p.measured().low(), p.measured().high());
    }

    private static Table table(List<ContentionPoint> points) {
        List<List<String>> rows = new ArrayList<>();
        for (ContentionPoint p : points) {
            rows.add(
                    List.of(
                            p.manner().words(),
                            Integer.toString(p.clients()),
                            Numbers.percent(p.formula()),
                            p.measured().words(),
                            p.model().isPresent() ? Numbers.percent(p.model().getAsDouble()) : "–",
                            Long.toString(p.measured().of()),
                            p.holdMs() > 0 ? Numbers.fixed(p.holdMs(), 1) : "–",
                            p.thinkMs() > 0 ? Numbers.fixed(p.thinkMs(), 1) : "–"));
        }
        return new Table(
                "Formula, measurement, model",
                "Shares of attempts that got the lock at once, with 95 % intervals. Held and left alone:"
                        + " mean times as measured; meant were 20 ms held, and 80 or 20 ms left alone.",
                List.of(
                        Column.words("clients want it"),
                        Column.numbers("clients"),
                        Column.numbers("article"),
                        Column.numbers("measured"),
                        Column.numbers("model"),
                        Column.numbers("attempts"),
                        Column.numbers("held, ms"),
                        Column.numbers("left alone, ms")),
                rows);
    }

    private static List<String> missed(List<ContentionPoint> points) {
        List<String> missed = new ArrayList<>();
        missed.add(
                "It grows with n where the truth falls. For one node it says 0: a client that is alone"
                        + " would never get a lock that nobody else wants.");
        missed.add(
                "If n ask at one moment, one gets it and the others do not: 1/n each. 1 − 1/n is the"
                        + " share of those who are left out; the two meet at n = 2 only.");
        missed.add(
                "The number of nodes alone decides nothing. If each holds the lock for H and leaves it"
                        + " alone for Z on the average, an attempt finds it free with probability"
                        + " 1 / (1 + (n − 1) H/Z), whatever the distributions (Engset's loss system):"
                        + " the same sixteen nodes get it nearly always, or nearly never.");
        missed.add(
                "It speaks of getting the lock and not of when. Whoever does not get it at once gets it"
                        + " later, if holders give it back: what contention costs is time, and that is"
                        + " not in it.");
        if (points.stream().anyMatch(p -> ContentionPoint.waits(p.attempts()))) {
            missed.add(
                    "The article's own lock sleeps a second after every refusal. Whoever has just had"
                            + " the lock asks again long before those who wait for it, so luck is"
                            + " spread unevenly; its model here is that game, played out.");
        }
        return missed;
    }

    private static List<String> notes(List<ContentionPoint> points) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Clients are sessions of four agent processes. Each point has %d locks at a time, with"
                                .formatted(Racing.LANES)
                        + " clients of their own.");
        notes.add(
                "“At once” is a grant within 900 ms: a lock that pauses between its tries pauses for"
                        + " longer. On a machine that is busy a first try may take longer and count as"
                        + " a miss.");
        String few =
                points.stream()
                        .filter(p -> p.measured().of() < 30)
                        .map(p -> p.clients() + " (" + p.manner().words() + ")")
                        .collect(Collectors.joining(", "));
        if (!few.isEmpty()) {
            notes.add("Fewer than 30 attempts, so take these with care: clients " + few + ".");
        }
        return notes;
    }

    private static Csv summary(String subject, List<ContentionPoint> points) {
        List<List<String>> rows = new ArrayList<>();
        for (ContentionPoint p : points) {
            rows.add(
                    List.of(
                            subject,
                            p.manner().words(),
                            Integer.toString(p.clients()),
                            Long.toString(p.measured().hits()),
                            Long.toString(p.measured().of()),
                            Numbers.exact(p.measured().value()),
                            Numbers.exact(p.measured().low()),
                            Numbers.exact(p.measured().high()),
                            Numbers.exact(p.formula()),
                            p.model().isPresent() ? Numbers.exact(p.model().getAsDouble()) : "",
                            Numbers.exact(p.holdMs()),
                            Numbers.exact(p.thinkMs())));
        }
        return new Csv(
                List.of(
                        "subject",
                        "manner",
                        "clients",
                        "at_once",
                        "attempts",
                        "share",
                        "low",
                        "high",
                        "formula",
                        "model",
                        "hold_ms",
                        "think_ms"),
                rows);
    }

    private static Csv attempts(List<ContentionPoint> points) {
        List<List<String>> rows = new ArrayList<>();
        for (ContentionPoint p : points) {
            for (Attempt a : p.attempts()) {
                rows.add(
                        List.of(
                                a.manner().words(),
                                Integer.toString(a.clients()),
                                Integer.toString(a.cluster()),
                                a.atOnce() ? "1" : "0",
                                a.micros() < 0 ? "" : Long.toString(a.micros())));
            }
        }
        return new Csv(List.of("manner", "clients", "cluster", "at_once", "micros"), rows);
    }
}
