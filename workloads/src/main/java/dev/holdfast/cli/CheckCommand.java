package dev.holdfast.cli;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.io.ReadResult;
import dev.holdfast.checker.verdict.CheckResult;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast check}. */
@Command(
        name = "check",
        description =
                "Checks histories that anything wrote: our JSONL or Jepsen's EDN, also"
                        + " gzipped; - is standard input.",
        footer = {
            "",
            "Examples:",
            "  holdfast check store/latest/history.jsonl --model belief",
            "  holdfast check a.edn b.edn --model mutex",
            "Exit code: the worst of all files."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histories.")
    private List<String> files = List.of();

    @Option(
            names = {"--model", "-m"},
            required = true,
            paramLabel = "NAME",
            description = "What it is held against: a checker from 'holdfast list'.")
    private String model = "";

    @Override
    public Integer call() throws IOException {
        Checker checker = Checkers.find(model);
        List<Integer> codes = new ArrayList<>();
        for (String file : files) {
            if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
                throw new IllegalArgumentException("there is no file '" + file + "'");
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        for (String file : files) {
            ReadResult read = HistoryFiles.read(Path.of(file));
            History history = read.history();
            CheckResult result = Checkers.run(checker, history);
            out.println("%s: %s".formatted(file, words(result.verdict())));
            if (read.truncated()) {
                out.println("  its last event is incomplete and was left out");
            }
            if (result.verdict() instanceof Verdict.Invalid invalid) {
                out.println("  " + invalid.evidence().argument());
            }
            codes.add(ExitCode.of(result.verdict().word()));
        }
        return ExitCode.worst(codes);
    }

    private static String words(Verdict verdict) {
        if (verdict instanceof Verdict.Valid valid) {
            return "valid (" + valid.basis() + ")";
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            return "unknown (" + unknown.reason() + ")";
        }
        return "invalid";
    }
}
