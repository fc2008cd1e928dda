package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.run.IndexEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    private static IndexEntry entry(
            String workload, String persistence, String word, String... faults) {
        return entry(Map.of(), workload, persistence, word, faults);
    }

    private static IndexEntry entry(
            Map<String, String> more,
            String workload,
            String persistence,
            String word,
            String... faults) {
        return new IndexEntry(
                "r",
                "redis-seed",
                workload,
                List.of(faults),
                1,
                persistence,
                "t",
                word,
                "",
                List.of(),
                more);
    }

    @Test
    void runsAreCountedByHazardOfTheirOneFault() {
        Measured measured =
                Measured.of(
                        List.of(
                                entry("lock", "durable", "invalid", "pause"),
                                entry("lock", "durable", "invalid", "pause"),
                                entry("lock", "durable", "valid", "pause-server"),
                                entry("lock", "durable", "valid", "kill"),
                                entry("lock", "volatile", "invalid", "kill"),
                                entry("lock", "volatile", "unknown", "none"),
                                entry("lock", "durable", "failed", "cut"),
                                entry("lock", "durable", "valid", "pause", "latency"),
                                entry("scenario:redis-seed/a1", "durable", "invalid", "latency"),
                                entry("lock", "", "valid", "kill"),
                                entry(
                                        Map.of(IndexEntry.HELD_TO, "service"),
                                        "lock",
                                        "durable",
                                        "valid",
                                        "pause"),
                                entry("lock", "durable", "valid", "gone")));
        assertEquals("2 invalid, 1 valid", measured.words("redis-seed", Hazard.PAUSE));
        assertEquals("1 valid", measured.words("redis-seed", Hazard.KILL_DURABLE));
        assertEquals("1 invalid", measured.words("redis-seed", Hazard.KILL_VOLATILE));
        assertEquals("1 unknown", measured.words("redis-seed", Hazard.NONE));
        assertEquals("", measured.words("redis-seed", Hazard.CUT));
        assertEquals("", measured.words("redis-seed", Hazard.LATENCY));
        assertEquals("", measured.words("redis-cas", Hazard.PAUSE));
    }
}
