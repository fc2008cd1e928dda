package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.experiment.Attempt.Manner;
import dev.holdfast.report.html.ExperimentHtml;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentionPageTest {
    private static final Duration LENGTH = Duration.ofSeconds(1);

    /** Rounds in each of which one wins and the others are refused, or wait if they do that. */
    private static List<Attempt> rounds(Manner manner, int clients, boolean waits) {
        List<Attempt> attempts = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < clients; i++) {
                attempts.add(
                        new Attempt(manner, clients, round, i == 0, i == 0 || !waits ? 900 : -1));
            }
        }
        return attempts;
    }

    private static ContentionPoint point(Manner manner, int clients, boolean waits) {
        return ContentionPoint.of(
                manner,
                clients,
                new Racing.Point(rounds(manner, clients, waits), 20, 40),
                LENGTH,
                7);
    }

    private static List<ContentionPoint> points() {
        List<ContentionPoint> points = new ArrayList<>();
        for (Manner manner : Manner.values()) {
            points.add(point(manner, 1, false));
            points.add(point(manner, 4, false));
        }
        return points;
    }

    @Test
    void formulaMeasurementAndModelStandSideBySide() throws IOException {
        Findings findings =
                ContentionPage.of(
                        "redis-token",
                        points(),
                        new Settings(7, LENGTH, "./holdfast experiment contention"),
                        List.of("processes"));
        List<String> lines = findings.data().get("contention.csv").text().lines().toList();
        assertEquals(
                "redis-token,all at one moment,4,5,20,0.250000,0.111862,0.468701,0.750000,0.250000,"
                        + "20.000000,40.000000",
                lines.get(2));
        // Engset: 1 / (1 + 3 * 20 / 40)
        assertTrue(lines.get(4).contains(",0.750000,0.400000,"), lines.get(4));
        assertEquals(1 + 3 * 25, findings.data().get("attempts.csv").text().lines().count());
        assertTrue(findings.page().answer().contains("100.0 % of the time (the formula: 0.0 %)"));
        assertTrue(
                ExperimentHtml.render(findings.page())
                        .contains("Share of attempts that get the lock at once"));
    }

    @Test
    void aLockThatRefusesNobodyWaits() {
        assertTrue(ContentionPoint.waits(rounds(Manner.AT_ONE_MOMENT, 4, true)));
        assertFalse(ContentionPoint.waits(rounds(Manner.AT_ONE_MOMENT, 4, false)));
        assertFalse(ContentionPoint.waits(rounds(Manner.AT_ONE_MOMENT, 1, true)), "nobody had to");
    }
}
