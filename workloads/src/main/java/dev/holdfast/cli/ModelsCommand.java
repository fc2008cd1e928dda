package dev.holdfast.cli;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.linear.Linearizability;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelEntry;
import dev.holdfast.checker.model.Models;
import java.io.PrintWriter;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast models}. */
@Command(
        name = "models",
        description = "Lists what 'check --model' knows: models, checkers, engines.",
        footer = {
            "",
            "Examples:",
            "  holdfast models",
            "  holdfast check history.edn --model cas-register --init 0"
        },
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("models: is the history linearizable as one?");
        for (ModelEntry entry : Models.entries()) {
            Model<?> model = entry.usual();
            line(out, entry.name(), model.summary());
            line(out, "", "functions " + String.join(", ", new TreeSet<>(model.functions())));
            if (!entry.options().isEmpty()) {
                line(
                        out,
                        "",
                        "options "
                                + entry.options().stream()
                                        .map(o -> "--" + o)
                                        .collect(Collectors.joining(", "))
                                + (model.semantics().isEmpty() ? "" : "; " + model.semantics()));
            }
        }
        out.println("checkers: other questions about a history");
        for (Checker checker : Checkers.all()) {
            line(out, checker.name(), checker.promise());
        }
        out.println("engines");
        line(out, "", String.join(", ", Linearizability.engines()));
        line(out, "", String.join(", ", CheckEngine.KNOSSOS));
        return ExitCode.VALID;
    }

    private static void line(PrintWriter out, String name, String text) {
        out.printf("  %-22s %s%n", name, text);
    }
}
