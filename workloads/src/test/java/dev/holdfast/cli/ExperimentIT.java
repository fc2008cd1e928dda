package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments on real agents and servers, with few points. */
class ExperimentIT {
    @TempDir Path store;

    private List<String> run(String name, String file, String... more) throws IOException {
        List<String> words =
                new java.util.ArrayList<>(
                        List.of("experiment", name, "--seed", "1", "--env", "processes"));
        words.addAll(List.of("--quick", "--time-limit", "2s", "--store", store.toString()));
        words.addAll(List.of(more));
        Ran ran = Ran.holdfast(words.toArray(String[]::new));
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("reproduce: ./holdfast experiment " + name), ran.out());
        Path folder = store.resolve("experiments").resolve(name).resolve("latest");
        String page = Files.readString(folder.resolve("experiment.html"));
        assertTrue(page.contains("What the article leaves out"), page);
        List<String> lines = Files.readString(folder.resolve(file)).lines().toList();
        return lines.subList(1, lines.size());
    }

    /** Of n that agree all must, or nobody executes: two participants and a coordinator's crew. */
    @Test
    void aRealProtocolIsAStep() throws IOException {
        List<String> rows = run("agreement", "agreement.csv", "--participants", "2");
        assertEquals(3, rows.size(), rows.toString());
        for (int x = 0; x <= 2; x++) {
            List<String> fields = List.of(rows.get(x).split(","));
            assertEquals(x == 2 ? "1.000000" : "0.000000", fields.get(9), rows.get(x));
            assertTrue(Long.parseLong(fields.get(3)) > 0, rows.get(x));
        }
    }

    @Test
    void aLoneClientGetsTheLockAndOfTwoOneDoes() throws IOException {
        List<String> rows =
                run("contention", "contention.csv", "--subject", "redis-token", "--clients", "2");
        assertEquals(6, rows.size(), rows.toString());
        assertEquals("1.000000", rows.get(0).split(",")[5], rows.get(0));
        double ofTwo = Double.parseDouble(rows.get(1).split(",")[5]);
        assertTrue(ofTwo > 0.3 && ofTwo < 0.7, rows.get(1));
    }
}
