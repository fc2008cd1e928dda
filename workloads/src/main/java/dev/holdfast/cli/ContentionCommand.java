package dev.holdfast.cli;

import dev.holdfast.experiment.Contention;
import dev.holdfast.experiment.Lab.Asked;
import java.io.File;
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

/** {@code holdfast experiment contention}. */
@Command(
        name = "contention",
        description =
                "The article says that one of n nodes gets the lock with P(n) = 1 - 1/n. Measures the share"
                        + " of attempts that get it at once, for 1 to 16 clients.",
        footer = {
            "",
            "Examples:",
            "  holdfast experiment contention",
            "  holdfast experiment contention --subject redis-token --clients 8 --seed 7",
            "  holdfast experiment contention --quick"
        },
        mixinStandardHelpOptions = true)
final class ContentionCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofSeconds(90);
    private static final Duration QUICK = Duration.ofSeconds(4);

    @Spec private CommandSpec spec;
    @Mixin private ExperimentOptions options = new ExperimentOptions();

    @Option(
            names = "--subject",
            defaultValue = "redis-seed",
            paramLabel = "NAME",
            description = "The lock (default: ${DEFAULT-VALUE}).")
    private String subject = "redis-seed";

    @Option(
            names = "--classpath",
            split = "[:;]",
            paramLabel = "PATH",
            description = "Jars and folders of your own implementation.")
    private List<String> classpath = List.of();

    @Option(
            names = "--clients",
            defaultValue = "16",
            paramLabel = "N",
            description = "Clients at most, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Asked asked = AskedFor.subject(subject, classpath);
        List<String> words = new ArrayList<>(List.of("--subject", subject));
        if (!classpath.isEmpty()) {
            words.addAll(List.of("--classpath", String.join(File.pathSeparator, classpath)));
        }
        words.addAll(List.of("--clients", Integer.toString(clients)));
        return options.run(
                spec,
                USUAL,
                QUICK,
                words,
                settings -> new Contention(settings, asked, clients, !options.quick()));
    }
}
