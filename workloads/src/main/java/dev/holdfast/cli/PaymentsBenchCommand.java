package dev.holdfast.cli;

import dev.holdfast.bench.Throughput;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.run.Environments;
import dev.holdfast.run.Purpose;
import dev.holdfast.run.RunOptions;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Runs;
import dev.holdfast.run.Subjects;
import dev.holdfast.workload.Workload;
import dev.holdfast.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast bench payments}. */
@Command(
        name = "payments",
        description =
                "How many payments a second commit protocols carry out when nothing goes wrong, each"
                        + " in a run of its own that is checked like any other. Agents are compiled"
                        + " for speed here, and call each other and servers without a proxy, but for"
                        + " Kafka, which tells its clients where it is.",
        footer = {
            "",
            "Examples:",
            "  holdfast bench payments",
            "  holdfast bench payments --subject wal-2pc,xa-narayana --warm-up 90s --env processes"
        },
        mixinStandardHelpOptions = true)
final class PaymentsBenchCommand implements Callable<Integer> {
    private static final double AS_FAST_AS_ANSWERS_COME = 1e6;
    private static final int AGENTS = 3;

    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--subject",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "wal-2pc,zk-2pc,xa-narayana,xa-atomikos,kafka-tx,outbox",
            description = "Commit protocols (default: ${DEFAULT-VALUE}).")
    private List<String> subjects = List.of();

    @Option(
            names = "--clients",
            defaultValue = "100",
            paramLabel = "N",
            description = "Payers at once, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--accounts",
            defaultValue = "200",
            paramLabel = "N",
            description = "Accounts of each participant, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--time-limit",
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "How long each is measured (default: ${DEFAULT-VALUE}).")
    private Duration timeLimit = Duration.ZERO;

    @Option(
            names = "--warm-up",
            defaultValue = "60s",
            paramLabel = "TIME",
            description =
                    "How long each is paid by before that; its agents are compiled meanwhile"
                            + " (default: ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the payments (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws java.io.IOException {
        Environments environments = environment.environments();
        int worst = ExitCode.VALID;
        try (Session session = new Session(spec, common, environments)) {
            session.out()
                    .println(
                            "| protocol | payments/s | p50 ms | p99 ms | committed | not committed"
                                    + " | verdict |\n|---|--:|--:|--:|--:|--:|---|");
            for (String name : subjects) {
                SubjectDescription subject = Subjects.describe(name, List.of());
                RunPlan plan = options(name).plan(subject);
                Workload workload = Workloads.find(plan.workload());
                Runs.Result result =
                        session.runs()
                                .run(
                                        plan,
                                        subject,
                                        workload,
                                        Purpose.SPEED,
                                        folder -> RunLog.open(folder, plan));
                Throughput figures =
                        Throughput.of(
                                HistoryFiles.read(result.folder().history()).history(),
                                "pay",
                                warmUp);
                session.console().endLine();
                session.out().println(row(name, figures, result.summary().word()));
                session.out().flush();
                worst = Math.max(worst, ExitCode.of(result.summary().word()));
            }
        }
        return worst;
    }

    private static String row(String name, Throughput figures, String verdict) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %,.0f | %.1f | %.1f | %,d | %,d | %s |",
                name,
                figures.perSecond(),
                figures.millis(50),
                figures.millis(99),
                figures.succeeded(),
                figures.others(),
                verdict);
    }

    private RunOptions options(String subject) {
        return new RunOptions(
                subject,
                List.of(),
                "payments",
                List.of(Faults.NONE),
                seed,
                warmUp.plus(timeLimit),
                AGENTS,
                clients,
                accounts,
                AS_FAST_AS_ANSWERS_COME,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Persistence.DURABLE,
                0);
    }
}
