package dev.holdfast.cli;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Locks;
import dev.holdfast.impl.catalogue.Specimen;
import dev.holdfast.report.RunSummary;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Runs;
import dev.holdfast.run.Specimens;
import dev.holdfast.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast selftest}. */
@Command(
        name = "selftest",
        description =
                "Runs every lock that is broken on purpose under the fault that exposes it;"
                        + " fails if one escapes.",
        footer = {"", "Examples:", "  holdfast selftest", "  holdfast selftest broken-ignores-nx"},
        mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which; all by default.")
    private List<String> names = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The seed of every run (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        List<Specimen> chosen =
                names.isEmpty() ? Locks.broken() : names.stream().map(Specimens::find).toList();
        List<String> escaped = new ArrayList<>();
        try (Session session = new Session(spec, common, environment.environments())) {
            for (Specimen specimen : chosen) {
                if (!caught(session, specimen)) {
                    escaped.add(specimen.system().name());
                }
            }
            session.out()
                    .println(
                            "%d of %d broken specimens caught%s"
                                    .formatted(
                                            chosen.size() - escaped.size(),
                                            chosen.size(),
                                            escaped.isEmpty()
                                                    ? ""
                                                    : "; ESCAPED: " + String.join(", ", escaped)));
        }
        return escaped.isEmpty() ? ExitCode.VALID : ExitCode.INVALID;
    }

    private boolean caught(Session session, Specimen specimen) {
        SubjectDescription subject = SubjectDescription.of(specimen.system());
        RunPlan plan = Specimens.plan(specimen, seed);
        Runs.Result result =
                session.runs()
                        .run(
                                plan,
                                Specimens.onlyPromising(subject, specimen.broken()),
                                Workloads.find(plan.workload()),
                                true,
                                folder -> RunLog.open(folder, plan));
        session.console().endLine();
        RunSummary summary = result.summary();
        boolean caught = summary.word().equals("invalid");
        session.out()
                .println(
                        "%s %s  %s"
                                .formatted(
                                        caught ? "✓ caught " : "✕ ESCAPED",
                                        specimen.system().name(),
                                        summary.sentence()));
        if (!caught) {
            session.tell(summary, result.folder());
        }
        return caught;
    }
}
