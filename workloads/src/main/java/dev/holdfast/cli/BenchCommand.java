package dev.holdfast.cli;

import dev.holdfast.bench.RecorderBench;
import dev.holdfast.checker.Checker;
import dev.holdfast.checker.bench.Cell;
import dev.holdfast.checker.bench.CheckerBench;
import dev.holdfast.checker.bench.Figure;
import dev.holdfast.checker.bench.GridBench;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.LockPlan;
import dev.holdfast.checker.generate.PaymentPlan;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.knossos.KnossosEngine;
import dev.holdfast.checker.knossos.KnossosOptions;
import dev.holdfast.env.proxy.EmbeddedToxiproxy;
import dev.holdfast.env.proxy.ProxyBench;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.record.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast bench}. */
@Command(
        name = "bench",
        description =
                "Measures the parts on this machine: recorder, checker, proxy; or, with --model, how"
                        + " fast made-up histories are decided, and whether rightly.",
        footer = {
            "",
            "Examples:",
            "  holdfast bench",
            "  holdfast bench recorder --ops 2000000",
            "  holdfast bench --model cas-register,mutex                    the whole grid",
            "  holdfast bench --model mutex --ops 1000000 --clients 20 --info 0.01 --json",
            "  holdfast bench --model mutex --ops 1000 --write histories    for other checkers",
            "  holdfast bench --model register --ops 1000 --against knossos:wgl \\",
            "      --knossos-classpath knossos-standalone.jar",
            "  holdfast bench proxy --toxiproxy 127.0.0.1:8474   beside a real Toxiproxy",
            "  holdfast bench payments                           commit protocols, on their servers"
        },
        subcommands = PaymentsBenchCommand.class,
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int ROUNDS = 4;
    private static final long SEED = 1;
    private static final long LEASE_MILLIS = 2000;
    private static final int EVENTS_A_PAYMENT = 28;
    private static final int ROUND_TRIPS = 20_000;
    private static final int MEGABYTES = 2000;
    private static final List<String> PARTS = List.of("recorder", "checker", "proxy");

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description = "recorder, checker or proxy; all by default.")
    private List<String> parts = List.of();

    @Mixin private GridArguments grid = new GridArguments();

    @Option(
            names = "--engine",
            defaultValue = "auto",
            paramLabel = "E",
            description = "Which procedure decides a grid (default: ${DEFAULT-VALUE}).")
    private String engine = "auto";

    @Option(
            names = "--against",
            paramLabel = "knossos[:wgl]",
            description = "Let Knossos decide each cell of a grid too; wgl, linear or competition.")
    private @Nullable String against;

    @Option(
            names = "--knossos-classpath",
            paramLabel = "PATH",
            description = "Jars of Clojure and Knossos, for --against knossos.")
    private String knossosClasspath = "";

    @Option(
            names = "--limit",
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "Time for each cell of a grid (default: ${DEFAULT-VALUE}).")
    private Duration limit = Duration.ofSeconds(10);

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description =
                    "How often each cell is decided; the fastest counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", description = "A grid as JSON, one object a line.")
    private boolean json;

    @Option(
            names = "--write",
            paramLabel = "FOLDER",
            description = "Write the histories of a grid there too, as EDN, for other checkers.")
    private @Nullable Path folder;

    @Option(
            names = "--toxiproxy",
            paramLabel = "HOST:PORT",
            description = "The API of a real Toxiproxy on this machine to measure beside ours.")
    private @Nullable String toxiproxy;

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String part : parts) {
            Names.find("part", part, PARTS, p -> p);
        }
        if (grid.isGrid()) {
            return decideGrid();
        }
        if (ops() < 4 || clients() < 1) {
            throw new IllegalArgumentException("--ops must be 4 or more and --clients 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (wanted("recorder")) {
            recorder(out);
        }
        if (wanted("checker")) {
            checker(out);
        }
        if (wanted("proxy")) {
            proxy(out);
        }
        return ExitCode.VALID;
    }

    private int ops() {
        return grid.firstOps();
    }

    private int clients() {
        return grid.firstClients();
    }

    private int decideGrid() throws IOException {
        if (!parts.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException(
                    "--model measures nothing but a grid, --rounds times 1 or more;"
                            + " leave the parts out");
        }
        KnossosOptions knossos = knossos();
        GridBench bench = new GridBench(Limits.standard().within(limit), rounds);
        GridTable table = new GridTable(spec.commandLine().getOut(), json);
        List<Cell> cells = grid.cells();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        table.head();
        for (Cell cell : cells) {
            if (folder != null) {
                cell.writeTo(folder);
            }
            table.add(bench.ours(cell, engine));
            if (knossos != null) {
                table.add(bench.knossos(cell, knossos));
            }
        }
        return table.end();
    }

    private @Nullable KnossosOptions knossos() {
        if (against == null) {
            return null;
        }
        Names.find("engine", against, CheckEngine.KNOSSOS, n -> n);
        KnossosOptions options = CheckEngine.knossos(against, knossosClasspath);
        KnossosEngine.missing(options)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
        return options;
    }

    private boolean wanted(String part) {
        return parts.isEmpty() || parts.contains(part);
    }

    private void recorder(PrintWriter out) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("holdfast-bench");
        try {
            RecorderBench best = RecorderBench.measure(folder, ops(), clients(), ROUNDS);
            out.printf(
                    "%-28s %,.0f ops/s (%,d ops on disk in %d ms, %d MB, %d no-op clients)%n",
                    "recorder and generator",
                    best.perSecond(),
                    best.operations(),
                    best.took().toMillis(),
                    best.bytes() / 1_000_000,
                    clients());
        } finally {
            Files.delete(folder);
        }
    }

    private void checker(PrintWriter out) throws IOException {
        ownerMutex(out, false);
        ownerMutex(out, true);
        decide(out, "service", true, LEASE_MILLIS);
        decide(out, "belief", true, LEASE_MILLIS);
        for (Checker checker : Checkers.ofCommit()) {
            line(out, CheckerBench.decide(checker, payments(), SEED, ROUNDS));
        }
        Path folder = Files.createTempDirectory("holdfast-bench");
        Path file = folder.resolve("history.jsonl");
        Path edn = folder.resolve("history.edn");
        try {
            // Two events an operation: this file has as many events as --ops says.
            LockPlan half =
                    new LockPlan(
                            Math.max(1, ops() / 2),
                            clients(),
                            grid.firstInfoShare(),
                            false,
                            0,
                            false);
            line(out, CheckerBench.write(HistoryGenerator.locks(half, SEED), file, ROUNDS));
            line(out, CheckerBench.read(file, ROUNDS));
            HistoryFiles.convert(file, edn);
            line(out, CheckerBench.read(edn, ROUNDS));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(edn);
            Files.delete(folder);
        }
    }

    /** As many events as --ops says, about; most are of journals. */
    private PaymentPlan payments() {
        return new PaymentPlan(
                Math.max(1, ops() / EVENTS_A_PAYMENT),
                clients(),
                grid.firstInfoShare(),
                true,
                false);
    }

    private void ownerMutex(PrintWriter out, boolean fenced) {
        LockPlan plan = new LockPlan(ops(), clients(), grid.firstInfoShare(), fenced, 0, false);
        line(out, CheckerBench.ownerMutex(plan, SEED, ROUNDS));
    }

    private void decide(PrintWriter out, String checker, boolean fenced, long leaseMillis) {
        LockPlan plan =
                new LockPlan(ops(), clients(), grid.firstInfoShare(), fenced, leaseMillis, false);
        line(out, CheckerBench.decide(Checkers.find(checker), plan, SEED, ROUNDS));
    }

    private static void line(PrintWriter out, Figure figure) {
        out.printf(
                "%-28s %,d events in %d ms, first round %d ms (%,.0f events/s)%n",
                figure.what(),
                figure.events(),
                figure.best().toMillis(),
                figure.first().toMillis(),
                figure.eventsPerSecond());
    }

    private void proxy(PrintWriter out) throws IOException {
        List<Address> others = new ArrayList<>();
        if (toxiproxy != null) {
            others.add(Address.parse(toxiproxy));
        }
        line(out, "no proxy", ProxyBench.direct(ROUND_TRIPS, MEGABYTES));
        try (EmbeddedToxiproxy ours = EmbeddedToxiproxy.start()) {
            line(out, "embedded proxy", ProxyBench.measure(ours.api(), ROUND_TRIPS, MEGABYTES));
        }
        for (Address other : others) {
            line(out, "Toxiproxy " + other, ProxyBench.measure(other, ROUND_TRIPS, MEGABYTES));
        }
    }

    private static void line(PrintWriter out, String name, ProxyBench figures) {
        out.printf(
                "%-28s round trip p50 %.1f us, p99 %.1f us; throughput %.0f MB/s%n",
                name,
                figures.roundTripP50Us(),
                figures.roundTripP99Us(),
                figures.throughputMbPerSecond());
    }
}
