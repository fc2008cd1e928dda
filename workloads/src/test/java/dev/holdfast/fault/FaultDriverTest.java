package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.record.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultDriverTest {
    /** A server is asked every 50 ms whether it serves: healing takes 1.5 s, for 0.1 s planned. */
    private static final int SLOW = 30;

    @TempDir Path folder;

    private static PlannedFault killAll(int n, long start) {
        return new PlannedFault("kill-all-" + n, "kill-all", "zk-1+zk-2", start, 100, Map.of());
    }

    /** What came of two faults, the second of which was planned for half a second later. */
    private List<FaultWindow> drive(
            FakeServers servers, BooleanSupplier works, long limitMillis, int wanted)
            throws IOException, InterruptedException {
        try (Recorder recorder = Recorder.open(folder.resolve("h.jsonl"), List.of())) {
            FaultDriver driver =
                    new FaultDriver(
                            List.of(killAll(1, 0), killAll(2, 600)),
                            servers.environment(),
                            recorder,
                            works,
                            limitMillis);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (servers.done().size() < 4 * wanted) {
                assertTrue(System.nanoTime() < end, "no fault: " + servers.done());
                TimeUnit.MILLISECONDS.sleep(10);
            }
            driver.healAndStop();
            recorder.close();
            assertEquals(List.of(), driver.failures());
            return recorder.history().faultWindows();
        }
    }

    @Test
    void aFaultThatIsHealedLatePutsOffTheNext() throws Exception {
        List<FaultWindow> windows = drive(new FakeServers(SLOW), () -> true, 60_000, 2);
        long between = windows.get(1).startNanos() - windows.get(0).endNanos();
        assertTrue(between >= TimeUnit.MILLISECONDS.toNanos(450), between + " ns of calm");
    }

    @Test
    void whatWouldNotBeHealedBeforeTheEndIsLeftOut() throws Exception {
        assertEquals(1, drive(new FakeServers(SLOW), () -> true, 3000, 1).size());
    }

    @Test
    void nothingIsBrokenBeforeItWorks() throws Exception {
        long start = System.nanoTime();
        BooleanSupplier works =
                () -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(1500);
        List<FaultWindow> windows = drive(new FakeServers(0), works, 60_000, 2);
        assertTrue(windows.get(0).startNanos() >= TimeUnit.MILLISECONDS.toNanos(1000));
        long between = windows.get(1).startNanos() - windows.get(0).endNanos();
        assertTrue(between >= TimeUnit.MILLISECONDS.toNanos(300), "as apart as was drawn");
    }
}
