package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.PostgresContract;
import dev.holdfast.env.node.Await;
import dev.holdfast.impl.topology.Persistence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresIT extends PostgresContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    @BeforeEach
    void needsPostgres() {
        try {
            PostgresPrograms.find();
        } catch (EnvironmentException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }

    @Test
    void closeLeavesNoBackend() {
        Environment env = up(Persistence.VOLATILE, 0);
        long pid = Long.parseLong(env.node("postgres").incarnation().split("@", 2)[0]);
        List<ProcessHandle> offspring = ProcessHandle.of(pid).orElseThrow().descendants().toList();
        assertFalse(offspring.isEmpty());
        env.node("postgres").pause();
        env.close();
        assertTrue(
                Await.until(
                        () -> offspring.stream().allMatch(one -> Signals.isGone(one.pid())), LONG));
        assertThrows(EnvironmentException.class, () -> env.node("postgres").start());
    }
}
