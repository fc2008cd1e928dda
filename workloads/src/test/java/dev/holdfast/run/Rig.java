package dev.holdfast.run;

import dev.holdfast.env.processes.ProcessEnvironment;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.report.RunSummary;
import dev.holdfast.workload.Workload;
import dev.holdfast.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs plans on real servers, for tests. */
public final class Rig {
    private Rig() {}

    /** Runs a plan in a folder below {@code store}. */
    public static RunSummary run(Path store, RunPlan plan, boolean failFast) throws IOException {
        return run(store, plan, Workloads.find(plan.workload()), failFast);
    }

    /** Runs a plan with this workload. */
    public static RunSummary run(Path store, RunPlan plan, Workload workload, boolean failFast)
            throws IOException {
        RunFolder folder = new RunFolder(Files.createTempDirectory(store, "run"));
        Files.createDirectories(folder.nodes());
        SubjectDescription subject = Subjects.describe(plan.subject(), plan.classpath());
        return new Runner(
                        plan,
                        subject,
                        workload,
                        folder,
                        ProcessEnvironment::start,
                        Purpose.of(failFast),
                        RunListener.SILENT)
                .run();
    }
}
