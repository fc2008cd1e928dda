package dev.holdfast.cli;

import dev.holdfast.checker.history.History;
import dev.holdfast.report.RunSummary;
import dev.holdfast.run.RunFailedException;
import dev.holdfast.run.RunFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast report}. */
@Command(
        name = "report",
        description = "Writes the page of a stored run again.",
        footer = {"", "Example:", "  holdfast report latest"},
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
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
        RunSummary summary = Stored.verdict(folder);
        if (summary == null) {
            throw new IllegalArgumentException(
                    "%s has no verdict yet; run holdfast analyze first".formatted(folder.path()));
        }
        History history = Stored.history(folder).history();
        try {
            folder.writeReport(summary, history);
        } catch (IOException e) {
            throw new RunFailedException(
                    "cannot write %s: %s".formatted(folder.report(), e.getMessage()), e);
        }
        spec.commandLine().getOut().println("report: " + folder.report());
        return ExitCode.VALID;
    }
}
