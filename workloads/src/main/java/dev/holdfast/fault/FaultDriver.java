package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.record.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a schedule: one thread a lane injects, waits and heals, and writes it all into the
 * history.
 */
public final class FaultDriver {
    private final List<PlannedFault> schedule;
    private final Environment environment;
    private final Recorder recorder;
    private final long startNanos;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts driving; times of the schedule count from now. */
    public FaultDriver(List<PlannedFault> schedule, Environment environment, Recorder recorder) {
        this.schedule = List.copyOf(schedule);
        this.environment = environment;
        this.recorder = recorder;
        this.startNanos = System.nanoTime();
        for (Fault.Lane lane : Fault.Lane.values()) {
            Thread thread = new Thread(() -> drive(lane), "faults-" + lane);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** The ids of the faults in force at this moment. */
    public Set<String> active() {
        return Set.copyOf(active);
    }

    /** What went wrong with the rig, one line each; empty if nothing did. */
    public List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    /** Injects no more, heals what is in force, and returns when that is done. */
    public void healAndStop() {
        stop.countDown();
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drive(Fault.Lane lane) {
        try {
            carryOut(lane);
        } catch (Recorder.ClosedException e) {
            // The run was ended from outside; the environment goes with whatever is in force.
        }
    }

    private void carryOut(Fault.Lane lane) {
        for (PlannedFault planned : schedule) {
            Fault fault = Faults.find(planned.kind());
            if (fault.lane() != lane) {
                continue;
            }
            if (stoppedBefore(planned.startMillis())) {
                return;
            }
            active.add(planned.id());
            event(planned, "start-", () -> fault.inject(planned, environment));
            stoppedBefore(planned.endMillis());
            event(planned, "stop-", () -> fault.heal(planned, environment));
            active.remove(planned.id());
        }
    }

    /** Waits until this time of the schedule; true if told to stop before. */
    private boolean stoppedBefore(long millis) {
        long left = startNanos + TimeUnit.MILLISECONDS.toNanos(millis) - System.nanoTime();
        try {
            return stop.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void event(PlannedFault fault, String verb, Step step) {
        String f = verb + fault.kind();
        recorder.nemesis(f, value(fault, "begin", ""), null);
        String proof;
        try {
            proof = step.run();
        } catch (EnvironmentException | IllegalArgumentException e) {
            // A plan that was edited by hand may name what is not there.
            String problem = "%s of %s: %s".formatted(f, fault.target(), e.getMessage());
            recorder.nemesis(f, value(fault, "failed", ""), problem);
            synchronized (failures) {
                failures.add(problem);
            }
            return;
        }
        recorder.nemesis(
                f,
                value(fault, "done", proof),
                proof.isEmpty() ? "no proof that it took effect" : null);
    }

    private interface Step {
        String run();
    }

    private static Map<String, Object> value(PlannedFault fault, String phase, String proof) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", fault.id());
        value.put("kind", fault.kind());
        value.put("target", fault.target());
        value.put("phase", phase);
        if (!proof.isEmpty()) {
            value.put("proof", proof);
        }
        return value;
    }
}
