package dev.holdfast.cli;

import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.run.RunOptions;
import java.io.File;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that determine a run. */
final class PlanOptions {
    @Option(
            names = "--subject",
            required = true,
            paramLabel = "NAME",
            description =
                    "The lock under test: a name from 'holdfast list', or the class name of"
                            + " your own LockSystem.")
    private String subject = "";

    @Option(
            names = "--classpath",
            split = "[:;]",
            paramLabel = "PATH",
            description = "Jars and folders of your own implementation.")
    private List<String> classpath = List.of();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "What clients do: lock, rw or semaphore (default: what suits the lock).")
    private String workload = "";

    @Option(
            names = "--faults",
            split = ",",
            defaultValue = "none",
            paramLabel = "KIND",
            description =
                    "What goes wrong; several with commas (default: ${DEFAULT-VALUE});"
                            + " 'holdfast list' has them all. Clocks of local processes need gcc.")
    private List<String> faults = List.of();

    @Option(
            names = "--time-limit",
            defaultValue = "30s",
            paramLabel = "TIME",
            description = "Length of the load (default: ${DEFAULT-VALUE}).")
    private Duration timeLimit = Duration.ZERO;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Determines ops, targets and fault times (default: a random one, which"
                            + " is printed).")
    private @Nullable Long seed;

    @Option(
            names = "--nodes",
            defaultValue = "3",
            paramLabel = "N",
            description = "Payment nodes, each a process of its own (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--concurrency",
            defaultValue = "5n",
            paramLabel = "N",
            description = "Clients at once; 5n is five a node (default: ${DEFAULT-VALUE}).")
    private String concurrency = "";

    @Option(
            names = "--accounts",
            defaultValue = "4",
            paramLabel = "N",
            description = "Accounts, each behind a lock (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--rate",
            defaultValue = "50",
            paramLabel = "N",
            description =
                    "Payments a second over all clients, if none had to wait"
                            + " (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--lease",
            defaultValue = "2s",
            paramLabel = "TIME",
            description =
                    "The lease or session asked of the lock (default: ${DEFAULT-VALUE}, or"
                            + " the shortest that the lock can have).")
    private Duration lease = Duration.ZERO;

    @Option(
            names = "--fault-interval",
            defaultValue = "5s",
            paramLabel = "TIME",
            description = "Mean time from one fault to the next (default: ${DEFAULT-VALUE}).")
    private Duration faultInterval = Duration.ZERO;

    @Option(
            names = "--persistence",
            defaultValue = "durable",
            paramLabel = "KIND",
            description =
                    "What is left of a lock server's data when it is killed:"
                            + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Persistence persistence = Persistence.DURABLE;

    @Option(
            names = "--servers",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Members of an ensemble (ZooKeeper, etcd): 3, 5 or 7; partitions of five can"
                            + " be rings (default: as many as the lock asks for).")
    private int servers;

    RunOptions read() {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("--faults names no fault; say none for none");
        }
        return new RunOptions(
                subject,
                classpath.stream().map(PlanOptions::absolute).toList(),
                workload,
                faults,
                seed != null ? seed : new SecureRandom().nextInt(1_000_000),
                timeLimit,
                nodes,
                RunOptions.workers(concurrency, nodes),
                accounts,
                rate,
                lease,
                faultInterval,
                persistence,
                servers);
    }

    private static String absolute(String path) {
        return new File(path).getAbsolutePath();
    }
}
