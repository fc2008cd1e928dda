package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.experiment.Trial.Told;
import dev.holdfast.report.html.ExperimentHtml;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementPageTest {
    private static final List<String> ALL = List.of("p1", "p2");
    private static final Settings SETTINGS =
            new Settings(7, Duration.ofSeconds(3), "./holdfast experiment agreement --seed 7");

    private static List<Trial> atomic() {
        return List.of(
                new Trial("x0-0", 0, Told.ABORTED, List.of()),
                new Trial("x1-0", 1, Told.ABORTED, List.of()),
                new Trial("x1-1", 1, Told.NOTHING, List.of()),
                new Trial("x2-0", 2, Told.COMMITTED, ALL),
                new Trial("x2-1", 2, Told.COMMITTED, ALL));
    }

    @Test
    void anAtomicProtocolIsAStep() throws IOException {
        Findings findings =
                AgreementPage.of("wal-2pc", 2, atomic(), SETTINGS, List.of("processes"));
        assertTrue(
                findings.page().answer().startsWith("All or nobody: with wal-2pc"),
                findings.page().answer());
        assertEquals(
                """
                subject,n,agreed,payments,committed,aborted,in_part,executed,nodes,share,low,high,formula
                wal-2pc,2,0,1,0,1,0,0,2,0.000000,0.000000,0.657620,0.000000
                wal-2pc,2,1,2,0,1,0,0,4,0.000000,0.000000,0.489891,0.500000
                wal-2pc,2,2,2,2,0,0,4,4,1.000000,0.510109,1.000000,1.000000
                """
                        .replace("\n", "\r\n"),
                findings.data().get("agreement.csv").text());
        assertEquals(
                "x2-1,2,2,committed,p1 p2",
                findings.data().get("payments.csv").text().lines().toList().get(5));
        String html = ExperimentHtml.render(findings.page());
        assertTrue(html.contains("Of 1 payments the payer was not told"), html);
        assertTrue(html.contains("./holdfast experiment agreement --seed 7"), html);
    }

    /** The twin: one node went ahead alone. */
    @Test
    void aPaymentInPartIsNoStep() {
        List<Trial> trials = new ArrayList<>(atomic());
        trials.set(1, new Trial("x1-0", 1, Told.ABORTED, List.of("p2")));
        Findings findings = AgreementPage.of("own", 2, trials, SETTINGS, List.of());
        assertTrue(
                findings.page().answer().contains("1 payments were executed in part"),
                findings.page().answer());
        assertEquals(1, AgreementPage.rows(2, trials).get(1).inPart());
    }
}
