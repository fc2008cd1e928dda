package dev.holdfast.cli;

import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.io.Oddities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast convert}. */
@Command(
        name = "convert",
        description =
                "Writes a history in another form: JSON lines or Jepsen's EDN, gzipped or not,"
                        + " as the name says.",
        footer = {
            "",
            "Examples:",
            "  holdfast convert store/latest/history.jsonl history.edn    to open it in Jepsen",
            "  holdfast convert history.edn history.jsonl.gz",
            "  zcat history.edn.gz | holdfast convert - history.jsonl"
        },
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "A history; - is standard input.")
    private Path from = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "TO",
            description = "Ends in .jsonl, .edn, .jsonl.gz or .edn.gz; is replaced if it is there.")
    private Path to = Path.of("");

    @Override
    public Integer call() throws IOException {
        Oddities oddities = HistoryFiles.convert(from, to);
        String notes = oddities.describe();
        spec.commandLine()
                .getOut()
                .println(
                        String.format(
                                Locale.ROOT,
                                "%s: %,d events%s",
                                to,
                                oddities.events(),
                                notes.isEmpty() ? "" : " (" + notes + ")"));
        return ExitCode.VALID;
    }
}
