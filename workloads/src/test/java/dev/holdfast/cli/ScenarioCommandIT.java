package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioCommandIT {
    @TempDir Path store;

    @Test
    void otherScenariosArePlayedAfterOneThatFailed() throws IOException {
        // Where the first one wants its folder there is a file.
        Files.writeString(store.resolve("redis-seed-scenario_redis-seed_a14-kill-agent"), "");

        Ran ran =
                Ran.holdfast(
                        "scenario",
                        "redis-seed/a14",
                        "redis-seed/a15",
                        "--env",
                        "processes",
                        "--store",
                        store + "");

        assertEquals(ExitCode.CRASH, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("✕ redis-seed/a14  FAILED: "), ran.out());
        assertTrue(ran.out().contains("✓ redis-seed/a15  "), ran.out());
        assertTrue(
                ran.out().contains("1 of 2 scenarios found what they must; FAILED: redis-seed/a14"),
                ran.out());
    }
}
