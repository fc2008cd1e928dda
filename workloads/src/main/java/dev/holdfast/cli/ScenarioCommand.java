package dev.holdfast.cli;

import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Coverage;
import dev.holdfast.run.Environments;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Runs;
import dev.holdfast.run.Subjects;
import dev.holdfast.scenario.Scenario;
import dev.holdfast.scenario.ScenarioWorkload;
import dev.holdfast.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast scenario}. */
@Command(
        name = "scenario",
        description =
                "Plays minimal scripted schedules; each says what must be found, and fails if"
                        + " it is not.",
        footer = {
            "",
            "Examples:",
            "  holdfast scenario redis-seed/a1",
            "  holdfast scenario --all",
            "Exit codes: 0 everything expected was found, 1 something was not, 2 nothing could be run,"
                    + " 255 crash."
        },
        mixinStandardHelpOptions = true)
final class ScenarioCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Which; see 'holdfast list'.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Override
    public Integer call() {
        List<Scenario> chosen = all ? Scenarios.all() : ids.stream().map(Scenarios::find).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("name a scenario, or say --all");
        }
        int found = 0;
        List<String> skipped = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        Environments environments = environment.environments();
        try (Session session = new Session(spec, common, environments)) {
            for (Scenario scenario : chosen) {
                Optional<String> why = environments.unavailable(scenario.faults());
                if (why.isPresent()) {
                    session.out().println("- %s not run: %s".formatted(scenario.id(), why.get()));
                    skipped.add(scenario.id());
                } else if (play(session, scenario)) {
                    found++;
                } else {
                    missed.add(scenario.id());
                }
            }
            session.out()
                    .println(
                            "%d of %d scenarios found what they must%s%s"
                                    .formatted(
                                            found,
                                            chosen.size() - skipped.size(),
                                            skipped.isEmpty()
                                                    ? ""
                                                    : "; not run: " + String.join(", ", skipped),
                                            missed.isEmpty()
                                                    ? ""
                                                    : "; MISSED: " + String.join(", ", missed)));
        }
        if (missed.isEmpty()) {
            return found > 0 ? ExitCode.VALID : ExitCode.UNKNOWN;
        }
        return ExitCode.INVALID;
    }

    private boolean play(Session session, Scenario scenario) {
        session.console().say("playing " + scenario.id() + ": " + scenario.summary());
        RunPlan plan = scenario.plan();
        Runs.Result result =
                session.runs()
                        .run(
                                plan,
                                Subjects.describe(plan.subject(), List.of()),
                                new ScenarioWorkload(scenario),
                                false,
                                folder -> RunLog.open(folder, plan));
        RunSummary summary = result.summary();
        session.console().endLine();
        boolean met = summary.coverage().stream().allMatch(Coverage::met);
        session.out().println((met ? "✓ " : "✕ ") + scenario.id() + "  " + scenario.summary());
        for (Coverage c : summary.coverage()) {
            session.out().println((c.met() ? "    found   " : "    MISSING ") + c.what());
        }
        if (!met || ids.size() == 1) {
            session.tell(summary, result.folder());
        }
        return met;
    }
}
