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
import java.util.function.BooleanSupplier;

/**
 * Carries out a schedule: one thread a lane injects, waits and heals, and writes it all into the
 * history.
 */
public final class FaultDriver {
    /** Less than this does not count: the same plan shall do the same at the same times. */
    private static final long LATE_MILLIS = 1000;

    private static final long WORK_LIMIT_MILLIS = 10_000;
    private static final long POLL_MILLIS = 20;

    private final List<PlannedFault> schedule;
    private final Environment environment;
    private final Recorder recorder;
    private final BooleanSupplier works;
    private final long limitMillis;
    private final long startNanos;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts driving; times of the schedule count from now.
     *
     * @param works whether the load shows what there is to break; the first faults wait for that,
     *     for {@value #WORK_LIMIT_MILLIS} ms at the most
     * @param limitMillis when the load ends; what was put off so far that it would not be healed
     *     before, is left out
     */
    public FaultDriver(
            List<PlannedFault> schedule,
            Environment environment,
            Recorder recorder,
            BooleanSupplier works,
            long limitMillis) {
        this.schedule = List.copyOf(schedule);
        this.environment = environment;
        this.recorder = recorder;
        this.works = works;
        this.limitMillis = limitMillis;
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

    /**
     * One after the other. Healing takes as long as it takes: a fault that was healed late puts off
     * those that follow it, so that there is as much time to recover as was drawn.
     */
    private void carryOut(Fault.Lane lane) {
        long longest = 0;
        long late = -1;
        for (PlannedFault planned : schedule) {
            Fault fault = Faults.find(planned.kind());
            if (fault.lane() != lane) {
                continue;
            }
            late = late < 0 ? untilItWorks(planned) : late;
            long end = planned.endMillis() + late;
            boolean isTooLate = late > LATE_MILLIS && end + longest + LATE_MILLIS > limitMillis;
            if (isTooLate || stoppedBefore(planned.startMillis() + late)) {
                return;
            }
            active.add(planned.id());
            if (event(planned, "start-", () -> fault.inject(planned, environment))) {
                proceed(planned, fault);
            }
            stoppedBefore(end);
            event(planned, "stop-", () -> fault.heal(planned, environment));
            active.remove(planned.id());
            long over = nowMillis() - end;
            longest = Math.max(longest, over);
            late += over > LATE_MILLIS ? over : 0;
        }
    }

    /** By how much the first fault has to be put off. */
    private long untilItWorks(PlannedFault first) {
        while (!works.getAsBoolean() && nowMillis() < WORK_LIMIT_MILLIS) {
            if (stoppedBefore(nowMillis() + POLL_MILLIS)) {
                return 0;
            }
        }
        long over = nowMillis() - first.startMillis();
        return over > LATE_MILLIS ? over : 0;
    }

    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private void proceed(PlannedFault planned, Fault fault) {
        try {
            fault.proceed(planned, environment, () -> stop.getCount() == 0);
        } catch (EnvironmentException e) {
            failed("%s of %s: %s".formatted(fault.kind(), planned.target(), e.getMessage()));
        }
    }

    private void failed(String problem) {
        synchronized (failures) {
            failures.add(problem);
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

    /** Does a step and writes it down; false if the rig failed. */
    private boolean event(PlannedFault fault, String verb, Step step) {
        String f = verb + fault.kind();
        recorder.nemesis(f, value(fault, "begin", ""), null);
        String proof;
        try {
            proof = step.run();
        } catch (EnvironmentException | IllegalArgumentException e) {
            // A plan that was edited by hand may name what is not there.
            String problem = "%s of %s: %s".formatted(f, fault.target(), e.getMessage());
            recorder.nemesis(f, value(fault, "failed", ""), problem);
            failed(problem);
            return false;
        }
        recorder.nemesis(
                f,
                value(fault, "done", proof),
                proof.isEmpty() ? "no proof that it took effect" : null);
        return true;
    }

    private interface Step {
        String run();
    }

    private static Map<String, Object> value(PlannedFault fault, String phase, String proof) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", fault.id());
        value.put("kind", fault.kind());
        value.put("target", fault.target());
        value.putAll(fault.parameters());
        value.put("phase", phase);
        if (!proof.isEmpty()) {
            value.put("proof", proof);
        }
        return value;
    }
}
