package dev.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast experiment}. */
@Command(
        name = "experiment",
        description =
                "Measures what the article claims: its two formulas, its remedies, and what to choose a"
                        + " lock by. Each leaves a page and its numbers in"
                        + " store/experiments/<name>/<time>/.",
        footer = {
            "",
            "Examples:",
            "  holdfast experiment contention",
            "  holdfast experiment agreement --participants 5 --seed 7",
            "  holdfast experiment remedies --time-limit 2m",
            "  holdfast experiment choose --subjects redis-token,zk-curator",
            "Exit codes: 0 measured, 254 bad arguments, 255 something could not be brought up."
        },
        synopsisSubcommandLabel = "EXPERIMENT",
        mixinStandardHelpOptions = true,
        subcommands = {
            ContentionCommand.class,
            AgreementCommand.class,
            RemediesCommand.class,
            ChooseCommand.class
        })
final class ExperimentCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no experiment; known: contention, agreement, remedies, choose");
    }
}
