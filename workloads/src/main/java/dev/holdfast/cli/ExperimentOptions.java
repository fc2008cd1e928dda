package dev.holdfast.cli;

import dev.holdfast.experiment.Experiment;
import dev.holdfast.experiment.Findings;
import dev.holdfast.experiment.Lab;
import dev.holdfast.experiment.Settings;
import dev.holdfast.report.experiment.Csv;
import dev.holdfast.report.html.ExperimentHtml;
import dev.holdfast.run.Environments;
import dev.holdfast.run.RunFailedException;
import dev.holdfast.run.ShellWords;
import dev.holdfast.run.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all experiments have in common on the command line, and how one is carried out. */
final class ExperimentOptions {
    @Mixin private Common common = new Common();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Where all randomness comes from (default: a new one, which is printed).")
    private @Nullable Long seed;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description =
                    "How long to measure, all in all; bringing servers up comes on top"
                            + " (default: a minute or so).")
    private @Nullable Duration timeLimit;

    @Option(
            names = "--quick",
            description = "A few seconds and few points: to see that it works, not to trust it.")
    private boolean quick;

    boolean quick() {
        return quick;
    }

    Store store() {
        return common.store();
    }

    /** Makes an experiment of what was asked for. */
    interface Maker {
        Experiment make(Settings settings);
    }

    /**
     * Carries it out and stores what was found.
     *
     * @param usual how long it measures if nobody says
     * @param words the further arguments of this experiment, for the command that reproduces it
     */
    int run(CommandSpec spec, Duration usual, Duration quickly, List<String> words, Maker maker)
            throws InterruptedException, IOException {
        long chosen = Optional.ofNullable(seed).orElseGet(ExperimentOptions::anySeed);
        Duration limit = Optional.ofNullable(timeLimit).orElse(quick ? quickly : usual);
        Environments environments = environment.environments();
        Experiment experiment =
                maker.make(
                        new Settings(chosen, limit, reproduce(spec.name(), words, chosen, limit)));
        try (Session session = new Session(spec, common, environments)) {
            Path folder =
                    common.store().createExperiment(experiment.name(), Clock.systemUTC().instant());
            Logging.into(folder.resolve("holdfast.log"));
            session.console()
                    .say(
                            "experiment %s, seed %d, measuring for %d s; %s"
                                    .formatted(
                                            experiment.name(),
                                            chosen,
                                            limit.toSeconds(),
                                            environments.choose()));
            try (Lab lab =
                    new Lab(environments, folder, new ExperimentConsole(session.console()))) {
                session.onInterrupt(
                        () -> {
                            lab.abort();
                            session.console().say("interrupted; everything is stopped");
                        });
                Findings findings = experiment.run(lab);
                if (lab.isAborted()) {
                    throw new RunFailedException("interrupted");
                }
                write(findings, folder);
                session.console().endLine();
                session.out().println(findings.page().answer());
                session.out().println("page: " + folder.resolve("experiment.html"));
                session.out().println("reproduce: " + findings.page().reproduce());
            }
        }
        return ExitCode.VALID;
    }

    private static long anySeed() {
        return new SecureRandom().nextInt(1_000_000);
    }

    private String reproduce(String name, List<String> words, long chosen, Duration limit) {
        List<String> all = new ArrayList<>(List.of("./holdfast", "experiment", name));
        all.addAll(words);
        all.addAll(List.of("--seed", Long.toString(chosen)));
        all.addAll(
                List.of(
                        "--time-limit",
                        limit.toMillis() % 1000 == 0
                                ? limit.toSeconds() + "s"
                                : limit.toMillis() + "ms"));
        if (quick) {
            all.add("--quick");
        }
        if (!environment.kind().equals(Environments.AUTO)) {
            all.addAll(List.of("--env", environment.kind()));
        }
        return ShellWords.join(all);
    }

    private static void write(Findings findings, Path folder) {
        try {
            for (Map.Entry<String, Csv> table : findings.data().entrySet()) {
                table.getValue().write(folder.resolve(table.getKey()));
            }
            ExperimentHtml.render(findings.page(), folder.resolve("experiment.html"));
        } catch (IOException e) {
            throw new RunFailedException(
                    "cannot write to %s: %s".formatted(folder, Main.reason(e)), e);
        }
    }
}
