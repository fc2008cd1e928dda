package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EffectTest {

    @Test
    void theTimeStandsBeforeTheProofAndNeverAlone() {
        Effect.Seen seen = Effect.begins().isThere();
        assertTrue(seen.by("it is gone").matches("after \\d+ ms: it is gone"));
        assertEquals("", seen.by(""), "what is not proved took no time");
    }
}
