package dev.holdfast.cli;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.SummaryJson;
import dev.holdfast.run.Environments;
import dev.holdfast.run.Purpose;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Runs;
import dev.holdfast.run.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast replay}. */
@Command(
        name = "replay",
        description =
                "Runs the plan of a stored run again: same ops, same faults at the same times.",
        footer = {"", "Example:", "  holdfast replay latest"},
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "A run folder, or latest (default: ${DEFAULT-VALUE}).")
    private String run = "latest";

    @Option(names = "--fail-fast", description = "End at the first violation.")
    private boolean failFast;

    @Override
    public Integer call() throws IOException {
        RunFolder old = common.store().find(run);
        RunPlan plan = old.readPlan();
        String before =
                Files.exists(old.verdict())
                        ? SummaryJson.read(old.verdict()).word()
                        : "not decided";
        SubjectDescription subject = Subjects.describe(plan.subject(), plan.classpath());
        Environments environments = environment.environments();
        try (Session session = new Session(spec, common, environments)) {
            environments.require(plan.faults());
            Runs.Result result =
                    session.runs()
                            .run(
                                    plan,
                                    subject,
                                    Stored.workload(plan),
                                    Purpose.of(failFast),
                                    folder -> RunLog.open(folder, plan));
            RunSummary summary = result.summary();
            session.tell(summary, result.folder());
            session.out().println("before: " + before + ", now: " + summary.word());
            return ExitCode.of(summary.word());
        }
    }
}
