package dev.holdfast.cli;

import dev.holdfast.run.Environments;
import dev.holdfast.run.RunFolder;
import dev.holdfast.suite.Cell;
import dev.holdfast.suite.CellResult;
import dev.holdfast.suite.Feasible;
import dev.holdfast.suite.Outcome;
import dev.holdfast.suite.Shard;
import dev.holdfast.suite.Suite;
import dev.holdfast.suite.SuiteFolder;
import dev.holdfast.suite.SuiteRun;
import dev.holdfast.suite.SuiteTable;
import dev.holdfast.suite.Suites;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast test-all}. */
@Command(
        name = "test-all",
        description =
                "Runs a suite: every combination of its subjects, workloads, faults and seeds;"
                        + " goes on over failures.",
        footer = {
            "",
            "Examples:",
            "  holdfast test-all --suite smoke",
            "  holdfast test-all --suite nightly --list",
            "  holdfast test-all --suite nightly --shard 2/3 --expect",
            "  holdfast test-all --suite nightly --resume",
            "  holdfast test-all --suite my-suite.yaml --parallel 2",
            "",
            "A suite of your own:",
            "  cells:",
            "    - subjects: [redis-token, redis-fenced]   # or all",
            "      faults: [none, pause, pause+cut]        # or all",
            "      seeds: 1..3",
            "      time-limit: 20s",
            "      fail-fast: true",
            "      expect: claims                          # or valid, invalid, unknown",
            "    - scenarios: [redis-seed/*, redlock/*]    # or all",
            "",
            "Exit codes: that of the worst run, 255 crash, 2 unknown, 1 invalid, 0 valid; with"
                    + " --expect 1 means surprising, and what came out as expected counts as 0."
        },
        mixinStandardHelpOptions = true)
final class TestAllCommand implements Callable<Integer> {
    private static final int PARALLEL_MAX = 16;

    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();

    @Option(
            names = "--suite",
            required = true,
            paramLabel = "NAME|FILE",
            description = "A bundled suite (seed, smoke, nightly), or a file in YAML.")
    private String name = "";

    @Option(
            names = "--env",
            paramLabel = "KIND",
            description = "Where servers and agents run, whatever the suite says.")
    private @Nullable String env;

    @Option(
            names = "--parallel",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Runs at a time (default: ${DEFAULT-VALUE}); they slow each other down, so"
                            + " leave each two processors.")
    private int parallel;

    @Option(
            names = "--shard",
            defaultValue = "1/1",
            paramLabel = "I/N",
            description = "Only the i-th of n parts, the same cells every time.")
    private String shard = "1/1";

    @Option(
            names = "--resume",
            description = "Go on with the last run of this suite; what stands is not run again.")
    private boolean resume;

    @Option(
            names = "--expect",
            description =
                    "Judge by what was expected: exit code and JUnit XML are good if it came.")
    private boolean expect;

    @Option(names = "--list", description = "Print the cells, and run nothing.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        if (parallel < 1 || parallel > PARALLEL_MAX) {
            throw new IllegalArgumentException(
                    "--parallel %d is out of range; it must be 1 to %d"
                            .formatted(parallel, PARALLEL_MAX));
        }
        Shard part = Shard.parse(shard);
        Suite suite = Suites.find(name, Optional.ofNullable(env));
        List<Cell> cells = part.of(suite.cells());
        if (list) {
            return print(cells);
        }
        // Looking for an engine is a long story, which a library tells whoever listens.
        Logging.start(common.verbose());
        Feasible feasible = Feasible.of(cells);
        return runAll(suite, part, feasible.cells(), where(cells), feasible.leftOut());
    }

    private int runAll(
            Suite suite, Shard part, List<Cell> cells, String where, List<String> leftOut)
            throws IOException {
        try (Session session = new Session(spec, common, Environments.of(Environments.AUTO))) {
            SuiteFolder folder =
                    resume
                            ? SuiteFolder.latest(common.store(), suite)
                            : SuiteFolder.create(common.store(), suite);
            leftOut.forEach(session.console()::say);
            List<CellResult> standing = folder.standing(cells);
            session.console()
                    .say(
                            "suite %s%s: %d cells, %d done already, at most %d s of load left; %s"
                                    .formatted(
                                            suite.name(),
                                            part.equals(Shard.WHOLE) ? "" : ", part " + shard,
                                            cells.size(),
                                            standing.size(),
                                            seconds(cells, standing),
                                            where));
            return run(session, suite, folder, cells, standing);
        }
    }

    /** Where the cells run and why; what cannot be had is told before anything starts. */
    private static String where(List<Cell> cells) {
        Map<String, Environments> known = new HashMap<>();
        return cells.stream()
                .map(cell -> known.computeIfAbsent(cell.env(), Environments::of).choose())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static long seconds(List<Cell> cells, List<CellResult> standing) {
        List<Cell> done = standing.stream().map(CellResult::cell).toList();
        return Suite.load(cells).minus(Suite.load(done)).toSeconds();
    }

    private int print(List<Cell> cells) {
        PrintWriter out = spec.commandLine().getOut();
        for (Cell cell : cells) {
            out.printf(
                    "%-52s expect %-8s claims: %s%n",
                    cell.id(), cell.expect().word(), cell.claimed());
        }
        out.println(
                "%d cells, at most %d s of load"
                        .formatted(cells.size(), Suite.load(cells).toSeconds()));
        return ExitCode.VALID;
    }

    private int run(
            Session session,
            Suite suite,
            SuiteFolder folder,
            List<Cell> cells,
            List<CellResult> standing)
            throws IOException {
        RunAppender logs = Logging.shared(folder.path().resolve("holdfast.log"));
        SuiteRun run =
                new SuiteRun(
                        cells,
                        standing,
                        folder,
                        session.runs(),
                        parallel,
                        new SuiteConsole(session.console(), cells.size(), standing.size(), logs));
        session.onInterrupt(() -> interrupted(session, suite, folder, run, cells.size()));
        run.run();
        if (run.isInterrupted()) {
            return ExitCode.CRASH;
        }
        session.console().endLine();
        List<CellResult> results = run.results();
        folder.conclude(results, expect);
        tell(session.out(), folder, results);
        return exit(results);
    }

    private void tell(PrintWriter out, SuiteFolder folder, List<CellResult> results) {
        out.print(SuiteTable.markdown(results));
        for (CellResult result : results) {
            if (result.outcome() != Outcome.AS_EXPECTED) {
                out.println(
                        "%s %s: %s%s"
                                .formatted(
                                        result.outcome().word(),
                                        result.cell().id(),
                                        Plain.line(result.says()),
                                        result.folder()
                                                .map(
                                                        f ->
                                                                "\n    "
                                                                        + (result.summary()
                                                                                        .isPresent()
                                                                                ? new RunFolder(f)
                                                                                        .report()
                                                                                : f))
                                                .orElse("")));
            }
        }
        List<String> escaped =
                results.stream()
                        .filter(CellResult::escaped)
                        .map(result -> result.cell().id())
                        .toList();
        if (!escaped.isEmpty()) {
            out.println("known to break here, not caught: " + String.join(", ", escaped));
        }
        out.println(SuiteTable.sums(results));
        out.println("junit: " + folder.path().resolve("junit.xml"));
        out.flush();
    }

    private int exit(List<CellResult> results) {
        return results.stream().mapToInt(this::exit).reduce(ExitCode.VALID, Math::max);
    }

    private int exit(CellResult result) {
        if (result.outcome() == Outcome.FAILED) {
            return ExitCode.CRASH;
        }
        if (!expect) {
            return ExitCode.of(result.word());
        }
        return switch (result.outcome()) {
            case AS_EXPECTED -> ExitCode.VALID;
            case SURPRISING -> ExitCode.INVALID;
            default -> ExitCode.UNKNOWN;
        };
    }

    private void interrupted(
            Session session, Suite suite, SuiteFolder folder, SuiteRun run, int cells) {
        run.interrupt();
        List<CellResult> results = run.results();
        try {
            folder.conclude(results, expect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.console().endLine();
        session.console()
                .say(
                        "interrupted; everything is stopped, and %d of %d cells stand (%s); go on:"
                                        .formatted(results.size(), cells, SuiteTable.sums(results))
                                + " holdfast test-all --resume --suite "
                                + (Suites.bundled().contains(suite.name()) ? suite.name() : name));
    }
}
