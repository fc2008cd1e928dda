package dev.holdfast.experiment;

import dev.holdfast.experiment.Choose.Candidate;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What {@link Choose} found, told. */
final class ChoosePage {
    private static final String CLAIM =
            "A suitable distributed lock is chosen by its performance, its reliability and its"
                    + " scalability, as the system requires (question 2, translated).";

    private ChoosePage() {}

    static Findings of(
            List<Candidate> candidates,
            List<String> missing,
            Settings settings,
            List<String> environment) {
        Map<String, Csv> data = new LinkedHashMap<>();
        data.put("choose.csv", csv(candidates));
        data.put("survival.csv", survivalCsv(candidates));
        List<String> notes = new ArrayList<>();
        missing.forEach(m -> notes.add("Left out: " + m));
        notes.add(
                "Clients are sessions of four agent processes; all of it runs on one machine, so what a"
                        + " network adds is missing and servers and clients share its processors.");
        notes.add(
                "Clients hold the lock for no time, and each acquire waits for five seconds at most. One"
                        + " that is still waiting when time is up counts with the time waited so far.");
        ExperimentPage page =
                new ExperimentPage(
                        "choose",
                        "Which lock? Performance, scalability, reliability",
                        answer(candidates),
                        CLAIM,
                        List.of(
                                new Fact("Locks", Integer.toString(candidates.size())),
                                new Fact("Measured for", settings.timeLimit().toSeconds() + " s"),
                                new Fact("Seed", Long.toString(settings.seed()))),
                        plots(candidates),
                        List.of(speed(candidates), survival(candidates)),
                        missed(),
                        notes,
                        environment,
                        List.copyOf(data.keySet()),
                        settings.reproduce());
        return new Findings(page, data);
    }

    private static Choose.Point most(Candidate candidate) {
        return candidate.points().get(candidate.points().size() - 1);
    }

    private static String answer(List<Candidate> candidates) {
        Candidate fastest =
                candidates.stream()
                        .max(Comparator.comparing(c -> most(c).own().perSecond()))
                        .orElseThrow();
        if (most(fastest).own().cycles() == 0) {
            return "Nothing was granted at all: take a longer --time-limit.";
        }
        long breaks = breaks(fastest);
        return ("With %d clients, each at its own lock, %s was fastest: %s acquires and releases a second,"
                        + " the 99th percentile of an acquire %s ms. Its promises break under %d of the %d"
                        + " kinds of fault that can hit it: speed says nothing of that.")
                .formatted(
                        most(fastest).clients(),
                        fastest.name(),
                        Numbers.fixed(most(fastest).own().perSecond(), 0),
                        Numbers.millis(most(fastest).own().acquire().p99()),
                        breaks,
                        fastest.survival().stream().filter(ChoosePage::isFault).count());
    }

    private static long breaks(Candidate candidate) {
        return candidate.survival().stream()
                .filter(s -> isFault(s) && s.claim().startsWith("breaks"))
                .count();
    }

    private static boolean isFault(Survival survival) {
        return !survival.hazard().equals("none");
    }

    private static List<Plot> plots(List<Candidate> candidates) {
        return List.of(
                plot(
                        "Throughput, each client at its own lock",
                        "acquired and released a second",
                        candidates,
                        p -> p.own().perSecond()),
                plot(
                        "Throughput, all at one lock",
                        "acquired and released a second",
                        candidates,
                        p -> p.shared().perSecond()),
                plot(
                        "Slow acquires, each client at its own lock",
                        "99th percentile, ms",
                        candidates,
                        p -> p.own().acquire().p99() / 1000),
                plot(
                        "Slow acquires, all at one lock",
                        "99th percentile, ms",
                        candidates,
                        p -> p.shared().acquire().p99() / 1000));
    }

    private static Plot plot(
            String title,
            String unit,
            List<Candidate> candidates,
            Function<Choose.Point, Double> value) {
        List<Series> series = new ArrayList<>();
        for (Candidate candidate : candidates) {
            series.add(
                    new Series(
                            candidate.name(),
                            Source.MEASURED,
                            series.size(),
                            candidate.points().stream()
                                    .filter(p -> value.apply(p) > 0)
                                    .map(p -> Point.of(p.clients(), value.apply(p)))
                                    .toList()));
        }
        return new Plot(
                title,
                "On a scale of powers of ten.",
                new Axis("clients", Unit.NUMBER),
                new Axis(unit, Unit.LOGARITHM),
                series);
    }

    private static Table speed(List<Candidate> candidates) {
        List<List<String>> rows = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (Choose.Point p : candidate.points()) {
                rows.add(
                        List.of(
                                candidate.name(),
                                Integer.toString(p.clients()),
                                Numbers.fixed(p.own().perSecond(), 1),
                                Latency.cell(p.own().acquire().count(), p.own().acquire().p50()),
                                Latency.cell(p.own().acquire().count(), p.own().acquire().p99()),
                                Numbers.fixed(p.shared().perSecond(), 1),
                                Latency.cell(
                                        p.shared().acquire().count(), p.shared().acquire().p50()),
                                Latency.cell(
                                        p.shared().acquire().count(), p.shared().acquire().p99())));
            }
        }
        return new Table(
                "Performance and scalability",
                "Acquired and released a second, and how long an acquire took, in milliseconds.",
                List.of(
                        Column.words("lock"),
                        Column.numbers("clients"),
                        Column.numbers("own lock, /s"),
                        Column.numbers("median"),
                        Column.numbers("p99"),
                        Column.numbers("one lock, /s"),
                        Column.numbers("median"),
                        Column.numbers("p99")),
                rows);
    }

    private static Table survival(List<Candidate> candidates) {
        Set<String> hazards = new LinkedHashSet<>();
        candidates.forEach(c -> c.survival().forEach(s -> hazards.add(s.hazard())));
        List<Column> columns = new ArrayList<>(List.of(Column.words("lock")));
        hazards.forEach(h -> columns.add(Column.words(h)));
        List<List<String>> rows = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<String> row = new ArrayList<>(List.of(candidate.name()));
            for (String hazard : hazards) {
                row.add(
                        candidate.survival().stream()
                                .filter(s -> s.hazard().equals(hazard))
                                .map(ChoosePage::cell)
                                .findFirst()
                                .orElse("–"));
            }
            rows.add(row);
        }
        return new Table(
                "Reliability",
                "What each keeps of its promises under each kind of fault, by its claims; behind it the"
                        + " verdicts of the runs in the store, where there are some. A dash: it has"
                        + " nothing that this could hit.",
                columns,
                rows);
    }

    private static String cell(Survival s) {
        return s.measured().isEmpty() ? s.claim() : s.claim() + " · " + s.measured();
    }

    private static List<String> missed() {
        return List.of(
                "Performance, reliability and scalability are named side by side, as if one could be had"
                        + " for the other. They answer different questions: how fast nothing goes wrong,"
                        + " and what happens when something does.",
                "One number for performance does not exist: a lock that is fast where everybody has its"
                        + " own can be slow where all want the same one, and a lock that sleeps between"
                        + " its tries is slow by design, however fast its server is.",
                "A lock does not scale by more nodes: of one lock there is one holder. What scales is the"
                        + " number of locks.",
                "Reliability of a lock alone protects nothing if the resource trusts it: a holder that"
                        + " stands still for longer than its lease writes after the next one. That"
                        + " takes a fencing token, of which the article does not speak.");
    }

    private static Csv csv(List<Candidate> candidates) {
        List<List<String>> rows = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (Choose.Point p : candidate.points()) {
                rows.add(row(candidate, p.clients(), "own", p.own()));
                rows.add(row(candidate, p.clients(), "shared", p.shared()));
            }
        }
        return new Csv(
                List.of(
                        "subject",
                        "clients",
                        "locks",
                        "seconds",
                        "cycles",
                        "per_second",
                        "acquire_p50_us",
                        "acquire_p99_us",
                        "acquire_max_us",
                        "not_granted"),
                rows);
    }

    private static List<String> row(
            Candidate candidate, int clients, String locks, Load.Result result) {
        return List.of(
                candidate.name(),
                Integer.toString(clients),
                locks,
                Numbers.exact(result.seconds()),
                Long.toString(result.cycles()),
                Numbers.exact(result.perSecond()),
                Numbers.fixed(result.acquire().p50(), 0),
                Numbers.fixed(result.acquire().p99(), 0),
                Numbers.fixed(result.acquire().max(), 0),
                Long.toString(result.failed()));
    }

    private static Csv survivalCsv(List<Candidate> candidates) {
        List<List<String>> rows = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (Survival s : candidate.survival()) {
                rows.add(List.of(candidate.name(), s.hazard(), s.claim(), s.measured()));
            }
        }
        return new Csv(List.of("subject", "hazard", "claim", "measured"), rows);
    }
}
