package dev.holdfast.cli;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.ReadResult;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.report.RunSummary;
import dev.holdfast.run.Analysis;
import dev.holdfast.run.RunFailedException;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Subjects;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast analyze}. */
@Command(
        name = "analyze",
        description = "Checks a stored history again, also that of a run that was killed.",
        footer = {
            "",
            "Examples:",
            "  holdfast analyze",
            "  holdfast analyze store/redis-seed-lock-pause/20260101T120000.000Z"
        },
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "A run folder, or latest (default: ${DEFAULT-VALUE}).")
    private String run = "latest";

    @Override
    public Integer call() throws IOException {
        RunFolder folder = common.store().find(run);
        RunPlan plan = folder.readPlan();
        ReadResult read = Stored.history(folder);
        History history = read.history();
        SubjectDescription subject = Subjects.describe(plan.subject(), plan.classpath());
        RunSummary summary =
                Analysis.again(
                        plan,
                        subject,
                        Stored.workload(plan),
                        history,
                        read.truncated(),
                        Stored.readableVerdict(folder));
        try {
            folder.write(summary, history);
        } catch (IOException e) {
            throw new RunFailedException(
                    "the verdict is %s, but it cannot be written to %s: %s"
                            .formatted(summary.word(), folder.path(), e.getMessage()),
                    e);
        }
        Printing.tell(spec, summary, folder, common.quiet());
        return ExitCode.of(summary.word());
    }
}
