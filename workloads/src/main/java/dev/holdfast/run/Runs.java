package dev.holdfast.run;

import dev.holdfast.env.processes.LeftoverSweeper;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.report.RunSummary;
import dev.holdfast.workload.Workload;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Runs plans, each in a folder of its own and with a line in the index of the store, and ends those
 * that are running when the process is told to end.
 *
 * <p>Several threads may run at a time.
 */
public final class Runs {
    private final Store store;
    private final RunListener listener;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;
    private final Environments environments;

    /** Runs in this store; sweeps what a killed run left behind first. */
    public Runs(Store store, RunListener listener, Environments environments) {
        this.store = store;
        this.listener = listener;
        this.environments = environments;
        LeftoverSweeper.sweep()
                .forEach(command -> listener.say("ended " + command + ", left by a killed run"));
        environments
                .sweep()
                .forEach(name -> listener.say("removed " + name + ", left by a killed run"));
    }

    private record Running(Runner runner, RunFolder folder) {}

    /**
     * What came out.
     *
     * @param folder where everything is
     * @param summary the outcome
     */
    public record Result(RunFolder folder, RunSummary summary) {}

    /** Is told where a run keeps its files, before it starts. */
    public interface FolderListener {
        void opened(RunFolder folder);
    }

    /**
     * Runs a plan.
     *
     * @throws RunFailedException if the rig fails
     */
    public Result run(
            RunPlan plan,
            SubjectDescription subject,
            Workload workload,
            Purpose purpose,
            FolderListener opened) {
        return run(plan, subject, workload, purpose, opened, Map.of());
    }

    /**
     * Runs a plan.
     *
     * @param more what else the index shall say of it
     * @throws RunFailedException if the rig fails
     */
    public Result run(
            RunPlan plan,
            SubjectDescription subject,
            Workload workload,
            Purpose purpose,
            FolderListener opened,
            Map<String, String> more) {
        return run(
                plan, subject, workload, purpose, opened, environments, listener, summary -> more);
    }

    /**
     * Runs a plan as part of something larger.
     *
     * @param where the environment that it gets
     * @param about hears of this run alone
     * @param more what else the index shall say of it
     * @throws RunFailedException if the rig fails
     */
    public Result run(
            RunPlan plan,
            SubjectDescription subject,
            Workload workload,
            Purpose purpose,
            FolderListener opened,
            Environments where,
            RunListener about,
            Function<RunSummary, Map<String, String>> more) {
        String faults = plan.faults().isEmpty() ? Faults.NONE : String.join("+", plan.faults());
        RunFolder fresh =
                store.create(
                        subject.name() + "-" + plan.workload() + "-" + faults,
                        Clock.systemUTC().instant());
        opened.opened(fresh);
        Runner runner = new Runner(plan, subject, workload, fresh, where, purpose, about);
        Running mine = new Running(runner, fresh);
        running.add(mine);
        try {
            if (aborted) {
                throw new RunFailedException("interrupted");
            }
            RunSummary summary = runner.run();
            store.index()
                    .append(
                            IndexEntry.of(
                                    store.relative(fresh.path()),
                                    plan,
                                    summary,
                                    more.apply(summary)));
            return new Result(fresh, summary);
        } catch (IOException e) {
            throw new RunFailedException("cannot add to the index of the store: " + e, e);
        } finally {
            running.remove(mine);
        }
    }

    /** Whether {@link #abort} was called. */
    public boolean isAborted() {
        return aborted;
    }

    /**
     * Ends the runs in progress and lets none begin.
     *
     * @return their folders; empty if nothing ran
     */
    public List<RunFolder> abort() {
        aborted = true;
        List<Running> all = List.copyOf(running);
        all.forEach(one -> one.runner().abort());
        return all.stream().map(Running::folder).toList();
    }
}
