package dev.holdfast.cli;

import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.io.ReadResult;
import dev.holdfast.report.BadSummaryException;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.SummaryJson;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunPlan;
import dev.holdfast.scenario.ScenarioWorkload;
import dev.holdfast.scenario.Scenarios;
import dev.holdfast.workload.Workload;
import dev.holdfast.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Reading what a run left behind. */
final class Stored {
    private Stored() {}

    /** The workload of a plan, which may be a scenario. */
    static Workload workload(RunPlan plan) {
        return plan.workload().startsWith(RunPlan.SCENARIO)
                ? new ScenarioWorkload(
                        Scenarios.find(plan.workload().substring(RunPlan.SCENARIO.length())))
                : Workloads.find(plan.workload());
    }

    /** The history, whole or up to where a killed run stopped. */
    static ReadResult history(RunFolder folder) throws IOException {
        if (!Files.exists(folder.history())) {
            throw new IllegalArgumentException(
                    "%s has no history: the run ended before its load started"
                            .formatted(folder.path()));
        }
        return HistoryFiles.read(folder.history());
    }

    /** The verdict that was stored, or null where the run did not come to one. */
    static @Nullable RunSummary verdict(RunFolder folder) throws IOException {
        return Files.exists(folder.verdict()) ? SummaryJson.read(folder.verdict()) : null;
    }

    /** The same, or null where it is not readable: the history is what counts. */
    static @Nullable RunSummary readableVerdict(RunFolder folder) throws IOException {
        try {
            return verdict(folder);
        } catch (BadSummaryException e) {
            return null;
        }
    }
}
