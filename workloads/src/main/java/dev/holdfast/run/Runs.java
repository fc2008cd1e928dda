package dev.holdfast.run;

import dev.holdfast.env.processes.LeftoverSweeper;
import dev.holdfast.env.processes.ProcessEnvironment;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.report.RunSummary;
import dev.holdfast.workload.Workload;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans one after the other, each in a folder of its own, and ends the one that is running
 * when the process is told to end.
 */
public final class Runs {
    private final Store store;
    private final RunListener listener;
    private final AtomicReference<@Nullable Runner> current = new AtomicReference<>();
    private final AtomicReference<@Nullable RunFolder> folder = new AtomicReference<>();

    /** Runs in this store; sweeps what a killed run left behind first. */
    public Runs(Store store, RunListener listener) {
        this.store = store;
        this.listener = listener;
        LeftoverSweeper.sweep()
                .forEach(command -> listener.say("ended " + command + ", left by a killed run"));
    }

    /**
     * What came out.
     *
     * @param folder where everything is
     * @param summary the outcome
     */
    public record Result(RunFolder folder, RunSummary summary) {}

    /**
     * Runs a plan.
     *
     * @throws RunFailedException if the rig fails
     */
    public Result run(
            RunPlan plan,
            SubjectDescription subject,
            Workload workload,
            boolean failFast,
            FolderListener opened) {
        String faults = plan.faults().isEmpty() ? Faults.NONE : String.join("+", plan.faults());
        RunFolder fresh =
                store.create(
                        subject.name() + "-" + plan.workload() + "-" + faults,
                        Clock.systemUTC().instant());
        opened.opened(fresh);
        Runner runner =
                new Runner(
                        plan,
                        subject,
                        workload,
                        fresh,
                        ProcessEnvironment::start,
                        failFast,
                        listener);
        folder.set(fresh);
        current.set(runner);
        try {
            RunSummary summary = runner.run();
            store.index(fresh, summary);
            return new Result(fresh, summary);
        } catch (IOException e) {
            throw new RunFailedException("cannot add to the index of the store: " + e, e);
        } finally {
            current.set(null);
        }
    }

    /** Is told where a run keeps its files, before it starts. */
    public interface FolderListener {
        void opened(RunFolder folder);
    }

    /**
     * Ends the run in progress, if there is one.
     *
     * @return its folder, or null if nothing ran
     */
    public @Nullable RunFolder abort() {
        Runner running = current.get();
        if (running == null) {
            return null;
        }
        running.abort();
        return folder.get();
    }
}
