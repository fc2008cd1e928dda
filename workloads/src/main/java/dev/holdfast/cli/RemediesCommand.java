package dev.holdfast.cli;

import dev.holdfast.experiment.Remedies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast experiment remedies}. */
@Command(
        name = "remedies",
        description =
                "The article's remedies against deadlocks (timeout, optimistic locking, retry), and a"
                        + " database's lock beside a distributed one: throughput, latency, waits,"
                        + " deadlocks, lost updates. Clients lock two accounts in opposite order.",
        footer = {
            "",
            "Examples:",
            "  holdfast experiment remedies",
            "  holdfast experiment remedies --clients 16 --time-limit 2m --seed 7",
            "  holdfast experiment remedies --only lease,timeout-retry,sorted --quick"
        },
        mixinStandardHelpOptions = true)
final class RemediesCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofSeconds(64);
    private static final Duration QUICK = Duration.ofSeconds(8);

    @Spec private CommandSpec spec;
    @Mixin private ExperimentOptions options = new ExperimentOptions();

    @Option(
            names = "--clients",
            defaultValue = "8",
            paramLabel = "N",
            description = "How many clients, 2 to 32 (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "REMEDY",
            description =
                    "Which: seed-lease, lease, timeout, timeout-retry, sorted, cas, database,"
                            + " database-sorted (default: all; database needs PostgreSQL).")
    private List<String> only = List.of();

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<String> words = new ArrayList<>(List.of("--clients", Integer.toString(clients)));
        if (!only.isEmpty()) {
            words.addAll(List.of("--only", String.join(",", only)));
        }
        return options.run(
                spec, USUAL, QUICK, words, settings -> new Remedies(settings, clients, only));
    }
}
