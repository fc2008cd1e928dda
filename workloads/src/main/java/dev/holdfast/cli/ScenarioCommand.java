package dev.holdfast.cli;

import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Coverage;
import dev.holdfast.run.Environments;
import dev.holdfast.run.Purpose;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
                    + " 255 one could not be played."
        },
        mixinStandardHelpOptions = true)
final class ScenarioCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ScenarioCommand.class);

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
        List<Played> played = new ArrayList<>();
        Environments environments = environment.environments();
        try (Session session = new Session(spec, common, environments)) {
            for (Scenario scenario : chosen) {
                played.add(new Played(scenario.id(), play(session, environments, scenario)));
            }
            session.out().println(told(played));
        }
        return exitCode(played);
    }

    /** What became of a scenario. */
    private enum Outcome {
        FOUND(""),
        NOT_RUN("not run"),
        MISSED("MISSED"),
        FAILED("FAILED");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    private record Played(String id, Outcome outcome) {
        static List<String> ids(List<Played> played, Outcome outcome) {
            return played.stream().filter(p -> p.outcome == outcome).map(Played::id).toList();
        }
    }

    private static String told(List<Played> played) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%d of %d scenarios found what they must"
                        .formatted(
                                Played.ids(played, Outcome.FOUND).size(),
                                played.size() - Played.ids(played, Outcome.NOT_RUN).size()));
        for (Outcome outcome : List.of(Outcome.NOT_RUN, Outcome.MISSED, Outcome.FAILED)) {
            List<String> ids = Played.ids(played, outcome);
            if (!ids.isEmpty()) {
                text.append("; ").append(outcome.word).append(": ").append(String.join(", ", ids));
            }
        }
        return text.toString();
    }

    private static int exitCode(List<Played> played) {
        if (!Played.ids(played, Outcome.FAILED).isEmpty()) {
            return ExitCode.CRASH;
        }
        if (!Played.ids(played, Outcome.MISSED).isEmpty()) {
            return ExitCode.INVALID;
        }
        return Played.ids(played, Outcome.FOUND).isEmpty() ? ExitCode.UNKNOWN : ExitCode.VALID;
    }

    /** Whatever fails, the other scenarios can still be played. */
    private Outcome play(Session session, Environments environments, Scenario scenario) {
        Optional<String> why = environments.unavailable(scenario.faults());
        if (why.isPresent()) {
            session.out().println("- %s not run: %s".formatted(scenario.id(), why.get()));
            return Outcome.NOT_RUN;
        }
        try {
            return play(session, scenario) ? Outcome.FOUND : Outcome.MISSED;
        } catch (RuntimeException e) {
            if (session.runs().isAborted()) {
                throw e;
            }
            log.error("scenario {} failed", scenario.id(), e);
            session.console().endLine();
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            session.out().println("✕ %s  FAILED: %s".formatted(scenario.id(), Plain.line(reason)));
            return Outcome.FAILED;
        }
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
                                Purpose.VERDICT,
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
