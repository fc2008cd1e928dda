package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LeftoverSweeperTest {
    @TempDir Path cache;
    private Process process;
    private ProcessId child;
    private Path file;

    @BeforeEach
    void startLeftover() throws IOException {
        System.setProperty("holdfast.cache", cache.toString());
        process = new ProcessBuilder("sleep", "60").start();
        child = ProcessId.of(process.pid()).orElseThrow();
        file = Files.createDirectories(cache.resolve("runs")).resolve("1.run");
    }

    @AfterEach
    void end() {
        System.clearProperty("holdfast.cache");
        process.destroyForcibly();
    }

    private void write(String runner, String leftover) throws IOException {
        Files.writeString(file, runner + "\n" + leftover + "\n");
    }

    private String leftover() {
        return "child " + child.pid() + " " + child.start() + " sleep";
    }

    @Test
    void endsTheChildrenOfARunnerThatIsGone() throws Exception {
        write("runner " + ProcessHandle.current().pid() + " another-start", leftover());
        assertEquals(List.of("sleep"), LeftoverSweeper.sweep());
        assertTrue(process.waitFor() != 0);
        assertFalse(Files.exists(file));
        assertEquals(List.of(), LeftoverSweeper.sweep());
    }

    @Test
    void endsPausedOnes() throws Exception {
        Signals.stop(process.pid());
        write("runner " + ProcessHandle.current().pid() + " another-start", leftover());
        assertEquals(List.of("sleep"), LeftoverSweeper.sweep());
        assertFalse(child.isAlive());
    }

    @Test
    void leavesTheChildrenOfALivingRunner() throws Exception {
        ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
        write("runner " + self.pid() + " " + self.start(), leftover());
        assertEquals(List.of(), LeftoverSweeper.sweep());
        assertTrue(child.isAlive());
        assertTrue(Files.exists(file));
    }

    @Test
    void leavesAnotherProcessOfTheSameNumber() throws Exception {
        write(
                "runner " + ProcessHandle.current().pid() + " another-start",
                "child " + child.pid() + " another-start sleep");
        assertEquals(List.of(), LeftoverSweeper.sweep());
        assertTrue(child.isAlive());
    }

    @Test
    void survivesBrokenFiles() throws Exception {
        Files.writeString(file, "");
        Files.writeString(file.resolveSibling("2.run"), "runner x y\nchild 5");
        write("runner " + ProcessHandle.current().pid() + " another-start", "child 12");
        assertEquals(List.of(), LeftoverSweeper.sweep());
    }
}
