package dev.holdfast.cli;

import dev.holdfast.experiment.Choose;
import dev.holdfast.experiment.Lab.Asked;
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

/** {@code holdfast experiment choose}. */
@Command(
        name = "choose",
        description =
                "The article would choose a lock by performance, reliability and scalability. Measures"
                        + " throughput and slow acquires at 1 to 16 clients, beside what each lock"
                        + " survives by its claims and by the runs in the store.",
        footer = {
            "",
            "Examples:",
            "  holdfast experiment choose",
            "  holdfast experiment choose --subjects redis-token,zk-curator,postgres-row",
            "  holdfast experiment choose --subjects redis-token --quick"
        },
        mixinStandardHelpOptions = true)
final class ChooseCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration QUICK = Duration.ofSeconds(12);

    @Spec private CommandSpec spec;
    @Mixin private ExperimentOptions options = new ExperimentOptions();

    @Option(
            names = "--subjects",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Which locks, 1 to 8 (default: redis-seed, redis-token, redlock, zk-curator,"
                            + " etcd-jetcd and postgres-row, as far as they can be had here).")
    private List<String> subjects = List.of();

    @Option(
            names = "--clients",
            defaultValue = "16",
            paramLabel = "N",
            description = "Clients at most, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Override
    public Integer call() throws InterruptedException, IOException {
        boolean isAsked = !subjects.isEmpty();
        List<Asked> chosen =
                (isAsked ? subjects : Choose.USUAL)
                        .stream().map(name -> AskedFor.subject(name, List.of())).toList();
        List<String> words = new ArrayList<>();
        if (isAsked) {
            words.addAll(List.of("--subjects", String.join(",", subjects)));
        }
        words.addAll(List.of("--clients", Integer.toString(clients)));
        Measured measured = Measured.of(options.store().index().read());
        return options.run(
                spec,
                USUAL,
                QUICK,
                words,
                settings ->
                        new Choose(
                                settings,
                                chosen,
                                isAsked,
                                clients,
                                !options.quick(),
                                subject -> ClaimsTable.survival(subject, measured)));
    }
}
