package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.report.experiment.ExperimentPage;
import dev.holdfast.report.html.ExperimentHtml;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemediesPageTest {
    private static final Transfers NO_HARM = new Transfers(0, 0, 0);
    private static final Latency LATENCY = new Latency(10, 1500, 20_000, 30_000);
    private static final Latency NEVER = new Latency(0, 0, 0, 0);

    private static RemedyResult result(String id, long transfers, long deadlocks, Transfers books) {
        Remedy remedy =
                Remedy.all().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
        return new RemedyResult(
                remedy,
                4.0,
                transfers,
                3,
                transfers * 2,
                0,
                deadlocks,
                1,
                transfers == 0 ? NEVER : LATENCY,
                LATENCY,
                books);
    }

    private static Findings findings(RemedyResult... results) {
        return RemediesPage.of(
                List.of(results),
                8,
                new Settings(7, Duration.ofSeconds(4), "./holdfast experiment remedies --seed 7"),
                List.of("processes"));
    }

    @Test
    void saysWhoLostWhatAndWhoWasFastest() throws IOException {
        Findings findings =
                findings(
                        result("seed-lease", 10, 2, new Transfers(4, 1, -17)),
                        result("database", 40, 5, NO_HARM));
        assertEquals(
                "4 acknowledged updates were lost, with redis-seed (the article's lock; its lease ends"
                        + " a deadlock). Most transfers, 10.0 a second, came through with postgres-row"
                        + " (row locks; the server ends a deadlock, retry).",
                findings.page().answer());
        assertEquals(
                List.of(
                        "seed-lease,redis-seed,distributed,4.000000,10,2.500000,3,20,0,2,1,"
                                + "1500,20000,30000,1500,20000,30000,4,1,-17",
                        "database,postgres-row,database,4.000000,40,10.000000,3,80,0,5,1,"
                                + "1500,20000,30000,1500,20000,30000,0,0,0"),
                findings.data().get("remedies.csv").text().lines().skip(1).toList());
        assertEquals(
                List.of("remedies.csv", "seed-lease.jsonl", "database.jsonl"),
                findings.page().files());
        String html = ExperimentHtml.render(findings.page());
        assertTrue(html.contains("./holdfast experiment remedies --seed 7"), html);
        assertFalse(html.contains("No circle closed"), html);
    }

    /** The twin: nothing went wrong, and one came to nothing. */
    @Test
    void inventsNoHarmAndNoTimes() {
        ExperimentPage page =
                findings(result("timeout", 0, 0, NO_HARM), result("sorted", 8, 0, NO_HARM)).page();
        assertTrue(
                page.answer().startsWith("No acknowledged update was lost here."), page.answer());
        assertTrue(page.missed().stream().anyMatch(m -> m.startsWith("No circle closed")));
        assertEquals(
                List.of("1", "redis-token", "timeout, then give up", "0.0", "–", "–"),
                new ArrayList<>(page.tables().get(0).rows().get(0)).subList(0, 6));
        assertEquals(
                "–", page.tables().get(0).rows().get(0).get(8), "no success, no tries per success");
        assertTrue(
                page.plots().get(0).series().stream()
                        .flatMap(s -> s.points().stream())
                        .allMatch(p -> p.x() == 2),
                "who came to nothing has no mark");
    }
}
