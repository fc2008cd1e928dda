package dev.holdfast.cli;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.io.Oddities;
import dev.holdfast.checker.io.ReadResult;
import dev.holdfast.checker.lock.StreamedMutexCheck;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  holdfast check a.edn b.edn --model cas-register --init 0",
            "  holdfast check history.edn --model mutex --cross-check",
            "  holdfast check history.edn --model com.acme.MyModel --classpath model.jar",
            "  holdfast check history.edn --model register --engine knossos:wgl \\",
            "      --knossos-classpath knossos-standalone.jar",
            "'holdfast models' lists what --model and --engine know.",
            "Exit code: the worst of all files: 0 valid, 1 invalid, 2 unknown, 254 not a history,",
            "255 crash, also where two engines contradict each other."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histories.")
    private List<String> files = List.of();

    @Mixin private ModelArguments model = new ModelArguments();

    @Option(
            names = "--engine",
            defaultValue = "auto",
            paramLabel = "E",
            description =
                    "Which procedure decides (default: ${DEFAULT-VALUE}, the fastest that is exact).")
    private String engine = "auto";

    @Option(
            names = "--cross-check",
            description = "Decide twice, by different procedures; crash if they differ.")
    private boolean crossCheck;

    @Option(
            names = "--limit",
            defaultValue = "60s",
            paramLabel = "TIME",
            description = "Unknown after this time for one file (default: ${DEFAULT-VALUE}).")
    private Duration limit = Duration.ofMinutes(1);

    @Option(
            names = "--memory",
            converter = MemorySizes.class,
            paramLabel = "SIZE",
            description = "Unknown when searches hold more than this (default: half of the heap).")
    private @Nullable Long memory;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|json|edn",
            description =
                    "How verdicts are printed, a line for each file (default: ${DEFAULT-VALUE}).")
    private CheckOutput.Format format = CheckOutput.Format.TEXT;

    @Option(
            names = "--stream",
            description =
                    "Decide from disk, in little memory: owner-aware mutexes only. Large files of"
                            + " them are decided so in any case.")
    private boolean stream;

    @Option(
            names = "--knossos-classpath",
            paramLabel = "PATH",
            description = "Jars of Clojure and Knossos, for --engine knossos.")
    private String knossosClasspath = "";

    @Option(names = "--quiet", description = "A line for each file and nothing else.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        CheckEngine chosen = chosen();
        if (Collections.frequency(files, "-") > 1) {
            throw new IllegalArgumentException("- is given twice; standard input is read once");
        }
        List<Integer> codes = new ArrayList<>();
        for (String file : files) {
            codes.add(check(file, chosen));
        }
        return ExitCode.worst(codes);
    }

    private int check(String file, CheckEngine chosen) {
        PrintWriter out = spec.commandLine().getOut();
        CheckProgress progress = new CheckProgress(spec.commandLine().getErr(), file);
        try {
            if (!file.equals("-") && (file.isEmpty() || !Files.exists(Path.of(file)))) {
                throw new BadHistoryException("there is no file '" + file + "'");
            }
            CheckOutput output = output(file, chosen, progress);
            progress.end();
            out.println(output.in(format, files.size() == 1 && !quiet));
            return ExitCode.of(output.verdict().word());
        } catch (BadHistoryException e) {
            progress.end();
            return refused(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            progress.end();
            return refused(file, "cannot be read: " + Main.reason(e));
        }
    }

    private int refused(String file, String why) {
        boolean isNamed = why.startsWith(Plain.line(file)) || why.startsWith("there is no file");
        Main.say(spec.commandLine().getErr(), isNamed ? why : file + ": " + why);
        return ExitCode.BAD_ARGUMENTS;
    }

    private CheckOutput output(String file, CheckEngine chosen, CheckProgress progress)
            throws IOException {
        Path path = Path.of(file);
        Optional<StreamedMutexCheck> streamed = streamed(path);
        if (streamed.isPresent()) {
            StreamedMutexCheck.Result result = streamed.get().check(path);
            Map<String, Object> facts = Map.of("engine", "owner-mutex from disk");
            return output(file, result.verdict(), facts, result.oddities());
        }
        ReadResult read = HistoryFiles.read(path);
        CheckEngine.Judged judged = chosen.judge(read.history(), quiet ? Progress.NONE : progress);
        return output(file, judged.verdict(), judged.facts(), read.oddities());
    }

    private CheckOutput output(
            String file, Verdict verdict, Map<String, Object> facts, Oddities oddities) {
        String notes = oddities.describe();
        return new CheckOutput(
                file,
                model.name(),
                asFarAsRead(verdict, oddities),
                facts,
                notes.isEmpty() ? List.of() : List.of(notes));
    }

    /** What was not read whole may be invalid, for its beginning decides that; never valid. */
    private static Verdict asFarAsRead(Verdict verdict, Oddities oddities) {
        return oddities.truncated() && verdict instanceof Verdict.Valid
                ? new Verdict.Unknown(
                        "valid as far as it was read, %d events, but the file was cut off"
                                .formatted(oddities.events()))
                : verdict;
    }

    private Optional<StreamedMutexCheck> streamed(Path file) throws IOException {
        boolean isUsual = engine.equals("auto") && !crossCheck && checker().isEmpty();
        if (!stream && !(isUsual && StreamedCheck.isLarge(file))) {
            return Optional.empty();
        }
        Optional<StreamedMutexCheck> check =
                isUsual ? StreamedCheck.of(model.model(), model.fails()) : Optional.empty();
        if (stream && check.isEmpty()) {
            throw new IllegalArgumentException(
                    "--stream is for owner-mutex, fenced-mutex and the reentrant ones, with"
                            + " --fails lenient and --engine auto");
        }
        return check;
    }

    private CheckEngine chosen() {
        Optional<Checker> checker = checker();
        if (checker.isPresent()) {
            model.requireNone();
            if (crossCheck || !engine.equals("auto")) {
                throw new IllegalArgumentException(
                        "--engine and --cross-check are for models; %s is a checker"
                                .formatted(model.name()));
            }
            return CheckEngine.of(checker.get());
        }
        if (limit.isZero()) {
            throw new IllegalArgumentException("--limit must be more than 0");
        }
        Limits usual = Limits.standard().within(limit);
        Limits limits = memory == null ? usual : new Limits(limit, memory);
        return engine.equals("knossos") || engine.startsWith("knossos:")
                ? CheckEngine.ofKnossos(model, engine, limits, knossosClasspath)
                : CheckEngine.of(model, engine, limits, crossCheck).stoppedAfter(limit, model);
    }

    /** A checker that is not a model; empty if the name is a model's. */
    private Optional<Checker> checker() {
        String name = model.name();
        if (UserModels.isClassName(name)
                || Models.entries().stream().anyMatch(e -> e.name().equals(name))) {
            return Optional.empty();
        }
        List<String> known =
                Stream.concat(
                                Checkers.all().stream().map(Checker::name),
                                Models.entries().stream().map(e -> e.name()))
                        .distinct()
                        .toList();
        dev.holdfast.record.Names.find("model", name, known, n -> n);
        return Optional.of(Checkers.find(name));
    }
}
