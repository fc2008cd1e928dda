package dev.holdfast.cli;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.model.ModelEntry;
import dev.holdfast.checker.model.Models;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.catalogue.Commits;
import dev.holdfast.impl.catalogue.Locks;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.run.Store;
import dev.holdfast.scenario.Scenario;
import dev.holdfast.scenario.Scenarios;
import dev.holdfast.suite.Suites;
import dev.holdfast.workload.Workload;
import dev.holdfast.workload.Workloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast list}. */
@Command(
        name = "list",
        description = "Lists subjects, suites, workloads, faults, checkers, models and scenarios.",
        footer = {"", "Examples:", "  holdfast list", "  holdfast list --matrix"},
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--matrix",
            description =
                    "Only the table of claims, as Markdown, with what the runs in the store came to"
                            + " beside them.")
    private boolean matrix;

    @Option(
            names = "--store",
            defaultValue = "store",
            paramLabel = "DIR",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    private Path store = Path.of("store");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (matrix) {
            Measured measured = Measured.of(new Store(store).index().read());
            out.print(ClaimsTable.markdown(Locks.all(), measured));
            out.println();
            out.print(ClaimsTable.markdown(Commits.all(), measured));
            out.flush();
            return ExitCode.VALID;
        }
        out.println("subjects");
        for (Subject system : Catalogue.all()) {
            line(out, system.name(), system.summary());
            line(out, "", "promises " + promises(system));
        }
        out.println("suites (holdfast test-all --suite NAME --list tells more)");
        for (String suite : Suites.bundled()) {
            line(out, suite, Suites.find(suite, Optional.empty()).description());
        }
        out.println("workloads");
        for (Workload workload : Workloads.all()) {
            line(out, workload.name(), workload.summary());
        }
        out.println("faults");
        line(out, Faults.NONE, "nothing goes wrong");
        for (Fault fault : Faults.all()) {
            line(out, fault.kind(), fault.summary());
        }
        out.println("checkers");
        for (Checker checker : Checkers.all()) {
            line(out, checker.name(), checker.promise());
        }
        out.println("models (holdfast models tells more)");
        for (ModelEntry model : Models.entries()) {
            line(out, model.name(), model.summary());
        }
        out.println("scenarios");
        for (Scenario scenario : Scenarios.all()) {
            line(out, scenario.id(), scenario.summary());
        }
        return ExitCode.VALID;
    }

    private static String promises(Subject system) {
        return Arrays.stream(Promise.values())
                .filter(system.claims().promises()::contains)
                .map(
                        p -> {
                            String breaks =
                                    system
                                            .claims()
                                            .breaks()
                                            .getOrDefault(p, java.util.Set.of())
                                            .stream()
                                            .sorted()
                                            .map(h -> h.name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", "));
                            String word = p.name().toLowerCase(Locale.ROOT);
                            return breaks.isEmpty() ? word : word + " (breaks: " + breaks + ")";
                        })
                .collect(Collectors.joining("; "));
    }

    private static void line(PrintWriter out, String name, String text) {
        out.printf("  %-28s %s%n", name, text);
    }
}
