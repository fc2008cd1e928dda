package dev.holdfast.cli;

import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunPlan;
import org.slf4j.LoggerFactory;

/** Opens the log of a run, its seed first. */
final class RunLog {
    private RunLog() {}

    static void open(RunFolder folder, RunPlan plan) {
        Logging.into(folder.path().resolve("holdfast.log"));
        LoggerFactory.getLogger(RunLog.class)
                .info(
                        "seed {} subject {} workload {} faults {}",
                        plan.seed(),
                        plan.subject(),
                        plan.workload(),
                        plan.faults());
    }
}
