package dev.holdfast.env.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.processes.ProcessId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerTest {
    private final Owner self = Owner.self();

    @Test
    void labelsSayWhoItIs() {
        assertEquals(Optional.of(self), Owner.of(self.labels()));
        assertFalse(self.isGone());
    }

    @Test
    void anotherProcessOfTheSameNumberIsGone() {
        Owner before = new Owner(self.scope(), new ProcessId(self.runner().pid(), "another"));
        assertTrue(before.isGone());
    }

    @Test
    void ofARunnerElsewhereNothingIsKnown() {
        Owner elsewhere = new Owner("elsewhere", new ProcessId(self.runner().pid(), "another"));
        assertFalse(elsewhere.isGone());
    }

    @Test
    void whatIsNotLabelledIsNobodys() {
        assertEquals(Optional.empty(), Owner.of(null));
        assertEquals(Optional.empty(), Owner.of(Map.of(Owner.LABEL, "true")));
        assertEquals(
                Optional.empty(),
                Owner.of(
                        Map.of(
                                "dev.holdfast.scope", self.scope(),
                                "dev.holdfast.pid", "x",
                                "dev.holdfast.start", "y")));
    }
}
