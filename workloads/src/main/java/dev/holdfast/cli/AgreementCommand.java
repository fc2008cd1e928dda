package dev.holdfast.cli;

import dev.holdfast.experiment.Agreement;
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

/** {@code holdfast experiment agreement}. */
@Command(
        name = "agreement",
        description =
                "The article says that a node executes a transaction with P(x) = x/n once x of n have"
                        + " agreed. Measures it, with participants of which x have the money and the"
                        + " others must refuse.",
        footer = {
            "",
            "Examples:",
            "  holdfast experiment agreement",
            "  holdfast experiment agreement --participants 3 --seed 7",
            "  holdfast experiment agreement --subject zk-2pc",
            "  holdfast experiment agreement --quick"
        },
        mixinStandardHelpOptions = true)
final class AgreementCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final String WAL = "wal-2pc";

    @Spec private CommandSpec spec;
    @Mixin private ExperimentOptions options = new ExperimentOptions();

    @Option(
            names = "--subject",
            defaultValue = WAL,
            paramLabel = "NAME",
            description = "The commit protocol (default: ${DEFAULT-VALUE}).")
    private String subject = WAL;

    @Option(
            names = "--classpath",
            split = "[:;]",
            paramLabel = "PATH",
            description = "Jars and folders of your own implementation.")
    private List<String> classpath = List.of();

    @Option(
            names = "--participants",
            paramLabel = "N",
            description =
                    "How many take part, 2 to 8 (default: 5 with wal-2pc, else as many as the protocol"
                            + " asks for).")
    private int participants = -1;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Asked asked = AskedFor.subject(subject, classpath);
        if (participants != -1 && participants < 2) {
            throw new IllegalArgumentException(
                    "--participants %d is out of range; it must be 2 to 8".formatted(participants));
        }
        int chosen = participants != -1 ? participants : subject.equals(WAL) ? 5 : 0;
        List<String> words = new ArrayList<>(List.of("--subject", subject));
        if (!classpath.isEmpty()) {
            words.addAll(
                    List.of("--classpath", String.join(java.io.File.pathSeparator, classpath)));
        }
        if (chosen > 0) {
            words.addAll(List.of("--participants", Integer.toString(chosen)));
        }
        return options.run(
                spec, USUAL, QUICK, words, settings -> new Agreement(settings, asked, chosen));
    }
}
