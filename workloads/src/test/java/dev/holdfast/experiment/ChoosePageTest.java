package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.experiment.Choose.Candidate;
import dev.holdfast.report.experiment.ExperimentPage;
import dev.holdfast.report.html.ExperimentHtml;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoosePageTest {
    private static final Latency LATENCY = new Latency(10, 400, 2500, 9000);
    private static final Load.Result NOTHING = new Load.Result(0, 2.0, new Latency(0, 0, 0, 0), 5);

    private static Load.Result cycles(long cycles) {
        return new Load.Result(cycles, 2.0, LATENCY, 0);
    }

    private static final Candidate QUICK =
            new Candidate(
                    "redis-seed",
                    "the article's",
                    List.of(
                            new Choose.Point(1, cycles(900), cycles(800)),
                            new Choose.Point(4, cycles(1000), NOTHING)),
                    List.of(
                            new Survival("none", "kept", ""),
                            new Survival("pause", "breaks belief", "2 invalid"),
                            new Survival("kill volatile", "breaks all", "")));
    private static final Candidate SLOW =
            new Candidate(
                    "zk-curator",
                    "Curator's",
                    List.of(new Choose.Point(4, cycles(50), cycles(40))),
                    List.of(
                            new Survival("none", "kept", "1 valid"),
                            new Survival("partition", "kept", "")));

    private static Findings findings(List<Candidate> candidates) {
        return ChoosePage.of(
                candidates,
                List.of("etcd-jetcd: no etcd"),
                new Settings(7, Duration.ofSeconds(2), "./holdfast experiment choose --seed 7"),
                List.of("processes"));
    }

    @Test
    void speedStandsBesideWhatItSurvives() throws IOException {
        Findings findings = findings(List.of(SLOW, QUICK));
        assertEquals(
                "With 4 clients, each at its own lock, redis-seed was fastest: 500 acquires and"
                        + " releases a second, the 99th percentile of an acquire 2.50 ms. Its promises"
                        + " break under 2 of the 2 kinds of fault that can hit it: speed says nothing"
                        + " of that.",
                findings.page().answer());
        assertEquals(
                List.of(
                        "zk-curator,4,own,2.000000,50,25.000000,400,2500,9000,0",
                        "zk-curator,4,shared,2.000000,40,20.000000,400,2500,9000,0",
                        "redis-seed,1,own,2.000000,900,450.000000,400,2500,9000,0",
                        "redis-seed,1,shared,2.000000,800,400.000000,400,2500,9000,0",
                        "redis-seed,4,own,2.000000,1000,500.000000,400,2500,9000,0",
                        "redis-seed,4,shared,2.000000,0,0.000000,0,0,0,5"),
                findings.data().get("choose.csv").text().lines().skip(1).toList());
        assertEquals(
                List.of(
                        "zk-curator,none,kept,1 valid",
                        "zk-curator,partition,kept,",
                        "redis-seed,none,kept,",
                        "redis-seed,pause,breaks belief,2 invalid",
                        "redis-seed,kill volatile,breaks all,"),
                findings.data().get("survival.csv").text().lines().skip(1).toList());
        ExperimentPage page = findings.page();
        assertEquals(
                List.of("zk-curator", "kept · 1 valid", "kept", "–", "–"),
                page.tables().get(1).rows().get(0));
        assertEquals(
                List.of("redis-seed", "kept", "–", "breaks belief · 2 invalid", "breaks all"),
                page.tables().get(1).rows().get(1));
        assertTrue(ExperimentHtml.render(page).contains("Left out: etcd-jetcd: no etcd"));
    }

    /** The twin: nobody was granted anything. */
    @Test
    void nothingGrantedIsSaidAndHasNoMark() {
        Candidate idle =
                new Candidate(
                        "redis-seed",
                        "the article's",
                        List.of(new Choose.Point(1, NOTHING, NOTHING)),
                        List.of());
        ExperimentPage page = findings(List.of(idle)).page();
        assertTrue(page.answer().startsWith("Nothing was granted at all"), page.answer());
        assertEquals("–", page.tables().get(0).rows().get(0).get(3));
        assertTrue(
                page.plots().stream()
                        .flatMap(p -> p.series().stream())
                        .allMatch(s -> s.points().isEmpty()));
    }
}
