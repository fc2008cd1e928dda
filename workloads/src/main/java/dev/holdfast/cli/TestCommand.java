package dev.holdfast.cli;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.run.Environments;
import dev.holdfast.run.Purpose;
import dev.holdfast.run.RunOptions;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Runs;
import dev.holdfast.run.Subjects;
import dev.holdfast.workload.Workload;
import dev.holdfast.workload.Workloads;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast test}. */
@Command(
        name = "test",
        description = "Runs one lock under faults, and says whether it kept its promises.",
        footer = {
            "",
            "Examples:",
            "  holdfast test --subject redis-seed --faults pause --time-limit 30s",
            "  holdfast test --subject redis-fenced --faults pause,cut-silent --seed 7",
            "  holdfast test --subject redis-seed --faults clock-jump,pause --fail-fast",
            "  holdfast test --subject redis-seed --faults pause --env containers",
            "  holdfast test --subject com.acme.MyLock --classpath my-lock.jar --faults pause"
        },
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();
    @Mixin private PlanOptions options = new PlanOptions();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--fail-fast", description = "End at the first violation.")
    private boolean failFast;

    @Override
    public Integer call() {
        Environments environments = environment.environments();
        RunOptions asked = options.read();
        SubjectDescription subject = Subjects.describe(asked.subject(), asked.classpath());
        RunPlan plan = asked.plan(subject);
        Workload workload = Workloads.find(plan.workload());
        try (Session session = new Session(spec, common, environments)) {
            environments.require(plan.faults());
            session.console()
                    .say(
                            "testing %s, workload %s, faults %s, seed %d; %s"
                                    .formatted(
                                            subject.name(),
                                            plan.workload(),
                                            String.join(",", asked.faults()),
                                            plan.seed(),
                                            environments.choose()));
            Runs.Result result =
                    session.runs()
                            .run(
                                    plan,
                                    subject,
                                    workload,
                                    Purpose.of(failFast),
                                    folder -> RunLog.open(folder, plan));
            session.tell(result.summary(), result.folder());
            return ExitCode.of(result.summary().word());
        }
    }
}
