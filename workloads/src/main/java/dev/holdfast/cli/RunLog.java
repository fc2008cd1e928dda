package dev.holdfast.cli;

import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunPlan;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Opens the log of a run, its seed first. */
final class RunLog {
    private RunLog() {}

    /** For all that is logged from now on. */
    static void open(RunFolder folder, RunPlan plan) {
        Logging.into(file(folder));
        begin(plan);
    }

    /** For what this thread and those that it starts log, until it leaves. */
    static void open(RunFolder folder, RunPlan plan, RunAppender logs) {
        logs.enter(Logging.file(file(folder)));
        begin(plan);
    }

    private static Path file(RunFolder folder) {
        return folder.path().resolve("holdfast.log");
    }

    private static void begin(RunPlan plan) {
        LoggerFactory.getLogger(RunLog.class)
                .info(
                        "seed {} subject {} workload {} faults {}",
                        plan.seed(),
                        plan.subject(),
                        plan.workload(),
                        plan.faults());
    }
}
