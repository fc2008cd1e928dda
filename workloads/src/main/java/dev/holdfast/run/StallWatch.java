package dev.holdfast.run;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.record.Recorder;
import dev.holdfast.workload.AgentPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks agents for how long they stood still, and writes long stalls down.
 *
 * <p>A busy machine pauses processes as a fault does, only that nobody planned it. What such a
 * stall breaks is broken indeed; but it is no surprise that a lock breaks that breaks when its
 * holder is paused, and the reader has to be told why it did.
 */
final class StallWatch implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;

    /** A stall of this part of a lease can make a holder late. */
    private static final long PART_OF_LEASE = 4;

    private final AgentPool agents;
    private final Recorder recorder;
    private final long leastMillis;
    private final AtomicInteger seen = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts to watch. */
    StallWatch(AgentPool agents, Recorder recorder, long leaseMillis) {
        this.agents = agents;
        this.recorder = recorder;
        this.leastMillis = leaseMillis / PART_OF_LEASE;
        for (String agent : agents.names()) {
            Thread thread = new Thread(() -> watch(agent), "stalls-" + agent);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void watch(String agent) {
        try {
            // What was before the load does not count.
            agents.stalledMillis(agent).get();
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                long millis = agents.stalledMillis(agent).get();
                if (millis >= leastMillis) {
                    write(agent, millis);
                }
            }
        } catch (InterruptedException | Recorder.ClosedException e) {
            // The run is over.
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers never fail", e);
        }
    }

    private void write(String agent, long millis) {
        String id = FaultWindow.STALL + "-" + seen.incrementAndGet();
        recorder.nemesis(
                FaultWindow.STALL,
                Map.of("id", id, "target", agent, "ms", millis, "phase", "done"),
                null);
    }

    /** The stalls that no fault explains. */
    static List<FaultWindow> in(History history) {
        return history.faultWindows().stream()
                .filter(window -> window.kind().equals(FaultWindow.STALL))
                .toList();
    }

    /** What a reader has to know about them; empty if there were none. */
    static List<String> notes(History history) {
        List<FaultWindow> stalls = in(history);
        FaultWindow longest = null;
        for (FaultWindow stall : stalls) {
            if (longest == null || length(stall) > length(longest)) {
                longest = stall;
            }
        }
        return longest == null
                ? List.of()
                : List.of(
                        "agents stood still although no fault made them, %d times; %s for %d ms:"
                                        .formatted(
                                                stalls.size(),
                                                longest.target(),
                                                length(longest) / 1_000_000)
                                + " this machine was too busy, which counts as a pause");
    }

    private static long length(FaultWindow window) {
        return window.endNanos() - window.startNanos();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
