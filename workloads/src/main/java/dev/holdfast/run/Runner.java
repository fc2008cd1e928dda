package dev.holdfast.run;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.fault.FaultDriver;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Topology;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary;
import dev.holdfast.run.RunListener.Progress;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.Waiting;
import dev.holdfast.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan: environment up, load and faults, heal, quiet period, final reads, verdict.
 *
 * <p>{@link #run} is called once; {@link #abort} may come from another thread at any time, ends
 * everything that runs and keeps the history.
 */
public final class Runner {
    private static final long TICK_MILLIS = 100;
    private static final long CLOSE_LIMIT_MILLIS = 2000;

    private final RunPlan plan;
    private final SubjectDescription subject;
    private final RunFolder folder;
    private final CurrentEnvironment environment;
    private final Purpose purpose;
    private final RunListener listener;
    private final Workload workload;
    private final Judge judge;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Recorder recorder;
    private boolean told;

    /**
     * Prepares a run.
     *
     * @param purpose what it is for; for speed a plan without faults
     */
    public Runner(
            RunPlan plan,
            SubjectDescription subject,
            Workload workload,
            RunFolder folder,
            EnvironmentStarter starter,
            Purpose purpose,
            RunListener listener) {
        this.plan = plan;
        this.subject = subject;
        this.folder = folder;
        this.environment = new CurrentEnvironment(starter);
        this.purpose = purpose;
        this.listener = listener;
        this.workload = workload;
        this.judge = new Judge(plan, subject, workload);
    }

    /**
     * Runs.
     *
     * @return the outcome, which is also in the folder
     * @throws RunFailedException if the rig fails; the history up to then is kept
     */
    public RunSummary run() {
        Instant started = Clock.systemUTC().instant();
        Tally tally = new Tally(BeliefChecker.online());
        try {
            folder.write(plan);
            Environment env = bringUp();
            List<String> versions = versions(env);
            listener.say("environment: " + String.join(", ", versions));
            History history;
            try (Recorder open = openRecorder(tally);
                    AgentPool agents = new AgentPool(env);
                    StallWatch stalls = new StallWatch(agents, open, plan.leaseMillis());
                    JournalWatch journals = new JournalWatch(env, open, purpose != Purpose.SPEED)) {
                load(env, open, agents, journals, tally);
                stalls.close();
                open.close();
                requireWritten(open);
                history = open.history();
            } finally {
                environment.takeDown();
            }
            return conclude(history, started, versions);
        } catch (EnvironmentException e) {
            throw new RunFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new RunFailedException(
                    "cannot write to %s: %s".formatted(folder.path(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted", e);
        } finally {
            environment.takeDown();
        }
    }

    /** Ends everything that runs, now, and closes the history; returns when that is done. */
    public void abort() {
        environment.abort();
        Recorder open = recorder;
        if (open != null) {
            open.close();
        }
    }

    private Environment bringUp() {
        Topology topology =
                Subjects.topology(subject, plan.persistence(), plan.replicas(), plan.members());
        EnvironmentSpec spec =
                new EnvironmentSpec(
                        Subjects.withLedger(topology, subject),
                        Subjects.crew(subject, plan.agents(), plan.accounts(), plan.leaseMillis()),
                        plan.subject(),
                        plan.classpath().stream().map(Path::of).toList(),
                        folder.nodes().toAbsolutePath(),
                        purpose.rigging(plan.faults()));
        return environment.start(spec);
    }

    private Recorder openRecorder(Tally tally) throws IOException {
        Recorder open = Recorder.open(folder.history(), List.of(tally));
        recorder = open;
        return open;
    }

    private void requireWritten(Recorder open) {
        IOException failure = open.failure();
        if (failure != null) {
            throw new RunFailedException(
                    "the history could not be written any further (%s); what is in %s can be checked"
                            .formatted(failure.getMessage(), folder.history()),
                    failure);
        }
        if (environment.isAborted()) {
            throw new RunFailedException("interrupted");
        }
    }

    /** The kind of environment, then what runs in it. */
    private static List<String> versions(Environment env) {
        List<String> all = new ArrayList<>(List.of(env.kind()));
        all.addAll(env.versions());
        return all;
    }

    private void load(
            Environment env, Recorder open, AgentPool agents, JournalWatch journals, Tally tally)
            throws InterruptedException {
        Workload.Load load = workload.start(plan.load(subject), env, agents, open);
        FaultDriver faults =
                new FaultDriver(plan.schedule(), env, open, tally::hasWork, plan.timeLimitMillis());
        boolean convicted = await(load, open, faults, tally);
        if (!convicted) {
            faults.healAndStop();
            awaitRecovery(load, open);
        }
        load.control().finish();
        faults.healAndStop();
        // Who waits for a lock may get it once the leases are over; a conviction needs no more.
        if (!load.awaitEnd(convicted ? TICK_MILLIS : patienceMillis())) {
            load.control().abandon();
            if (!load.awaitEnd(CLOSE_LIMIT_MILLIS)) {
                notes.add("a client did not end in time; its last operation stays open");
            }
        }
        if (open.failure() == null && !environment.isAborted()) {
            load.observe();
        }
        if (purpose == Purpose.SPEED) {
            flush(env, agents);
        }
        journals.close();
        notes.addAll(journals.failures());
        if (!load.failure().isEmpty()) {
            throw new RunFailedException("the load could not go on: " + load.failure());
        }
        notes.addAll(faults.failures());
        report(open, faults, tally);
    }

    private void flush(Environment env, AgentPool agents) {
        for (AgentNode agent : env.agents()) {
            Outcome flushed =
                    Waiting.await(
                            agents.call(agent.name(), AgentConnection::flush),
                            Waiting.Deadline.of(Duration.ofMillis(CLOSE_LIMIT_MILLIS)));
            if (flushed.type() != Outcome.Type.OK) {
                // What is missing could be what a verdict needs.
                throw new RunFailedException(
                        "the journal of %s is not complete: %s"
                                .formatted(agent.name(), flushed.error()));
            }
        }
    }

    /**
     * Waits for the end of the load: its time is over, a violation is found, or the rig fails.
     *
     * @return whether a violation ended it
     */
    private boolean await(Workload.Load load, Recorder open, FaultDriver faults, Tally tally)
            throws InterruptedException {
        long end = open.nowNanos() + TimeUnit.MILLISECONDS.toNanos(plan.timeLimitMillis());
        long nextCheck = open.nowNanos() + TimeUnit.SECONDS.toNanos(1);
        while (open.nowNanos() < end && !environment.isAborted() && open.failure() == null) {
            if (load.awaitEnd(TICK_MILLIS)) {
                return false;
            }
            report(open, faults, tally);
            if (open.size() >= Recorder.LIMIT) {
                notes.add("the load ended early: " + Recorder.LIMIT + " events were recorded");
                return false;
            }
            if (purpose != Purpose.FIRST_VIOLATION) {
                continue;
            }
            if (tally.first() != null && promised(Promise.BELIEF)) {
                return true;
            }
            long now = open.nowNanos();
            if (now > nextCheck) {
                if (!judge.broken(open.history()).isEmpty()) {
                    return true;
                }
                // Checking must not crowd out the load: at most a fifth of the time.
                nextCheck = open.nowNanos() + Math.max(1_000_000_000L, 4 * (open.nowNanos() - now));
            }
        }
        return false;
    }

    private long patienceMillis() {
        return 2 * plan.leaseMillis() + 5000;
    }

    /**
     * Lets the load go on for a little while where a fault was healed so late that nobody can have
     * seen yet whether it is over: on a slow machine that would be every run's end.
     */
    private void awaitRecovery(Workload.Load load, Recorder open) throws InterruptedException {
        long end = open.nowNanos() + TimeUnit.MILLISECONDS.toNanos(patienceMillis());
        while (!environment.isAborted()
                && open.failure() == null
                && open.nowNanos() < end
                && !workload.hasRecovered(open.history(), plan.faults())) {
            if (load.awaitEnd(TICK_MILLIS)) {
                return;
            }
        }
    }

    private boolean promised(Promise promise) {
        return subject.claims().promises().contains(promise);
    }

    private void report(Recorder open, FaultDriver faults, Tally tally) {
        Evidence first = tally.first();
        if (first != null && !told) {
            told = true;
            listener.say("first violation: " + first.summary());
        }
        listener.progress(
                new Progress(
                        TimeUnit.NANOSECONDS.toMillis(open.nowNanos()),
                        plan.timeLimitMillis(),
                        tally.count(OpType.OK),
                        tally.count(OpType.FAIL),
                        tally.count(OpType.INFO),
                        List.copyOf(new TreeSet<>(faults.active())),
                        first == null ? "no violation so far" : first.kind()));
    }

    private RunSummary conclude(History history, Instant started, List<String> versions)
            throws IOException {
        RunSummary summary =
                judge.judge(
                        history,
                        new Judge.Circumstances(
                                started.truncatedTo(ChronoUnit.MILLIS).toString(),
                                versions,
                                Reproduce.command(plan, versions.get(0)),
                                notes,
                                true));
        folder.write(summary, history);
        return summary;
    }
}
