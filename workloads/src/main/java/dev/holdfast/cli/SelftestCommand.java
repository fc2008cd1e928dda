package dev.holdfast.cli;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.catalogue.Specimen;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.report.RunSummary;
import dev.holdfast.run.IndexEntry;
import dev.holdfast.run.Purpose;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Runs;
import dev.holdfast.run.Specimens;
import dev.holdfast.workload.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast selftest}. */
@Command(
        name = "selftest",
        description =
                "Runs every lock and every commit protocol that is broken on purpose under the fault that"
                        + " exposes it, and its right counterpart under the same one; fails if one"
                        + " escapes or is accused.",
        footer = {
            "",
            "Examples:",
            "  holdfast selftest",
            "  holdfast selftest broken-ignores-nx broken-presumes-commit",
            "  holdfast selftest --without-counterparts   half the time"
        },
        mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common = new Common();
    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which; all by default.")
    private List<String> names = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The seed of every run (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--without-counterparts",
            description =
                    "Run the broken ones only. Else each right counterpart runs under the same fault,"
                            + " too, and must keep what the broken one breaks.")
    private boolean withoutCounterparts;

    @Override
    public Integer call() {
        List<Specimen<?>> chosen = names.isEmpty() ? Catalogue.broken() : found();
        List<Specimen<?>> compared = withoutCounterparts ? List.of() : counterparts(chosen);
        List<String> escaped = new ArrayList<>();
        List<String> accused = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try (Session session = new Session(spec, common, environment.environments())) {
            for (Specimen<?> specimen : chosen) {
                if (!caught(session, specimen)) {
                    escaped.add(specimen.system().name());
                }
            }
            for (Specimen<?> specimen : compared) {
                switch (kept(session, specimen)) {
                    case "valid" -> {}
                    case "invalid" -> accused.add(specimen.right().name());
                    default -> unknown.add(specimen.right().name());
                }
            }
            tell(session, "broken specimens caught", chosen.size(), "ESCAPED", escaped);
            if (!compared.isEmpty()) {
                List<String> notKept = new ArrayList<>(accused);
                notKept.addAll(unknown);
                tell(session, "right counterparts kept it", compared.size(), "NOT", notKept);
            }
        }
        if (!escaped.isEmpty() || !accused.isEmpty()) {
            return ExitCode.INVALID;
        }
        return unknown.isEmpty() ? ExitCode.VALID : ExitCode.UNKNOWN;
    }

    private List<Specimen<?>> found() {
        List<Specimen<?>> found = new ArrayList<>();
        names.forEach(name -> found.add(Specimens.find(name)));
        return found;
    }

    /** One specimen for each right subject, fault and promise: several are broken in two ways. */
    private static List<Specimen<?>> counterparts(List<Specimen<?>> chosen) {
        Map<List<Object>, Specimen<?>> distinct = new LinkedHashMap<>();
        for (Specimen<?> s : chosen) {
            distinct.putIfAbsent(
                    List.of(s.right().name(), s.exposedBy(), s.point(), s.broken()), s);
        }
        return List.copyOf(distinct.values());
    }

    private static void tell(
            Session session, String what, int of, String word, List<String> others) {
        session.out()
                .println(
                        "%d of %d %s%s"
                                .formatted(
                                        of - others.size(),
                                        of,
                                        what,
                                        others.isEmpty()
                                                ? ""
                                                : "; " + word + ": " + String.join(", ", others)));
    }

    private boolean caught(Session session, Specimen<?> specimen) {
        Runs.Result result =
                run(session, specimen, specimen.system(), Specimens.plan(specimen, seed), true);
        boolean caught = result.summary().word().equals("invalid");
        tell(session, caught, caught ? "caught " : "ESCAPED", result);
        session.out().println("  what is wrong with it: " + specimen.why());
        return caught;
    }

    /** The verdict of its right counterpart. */
    private String kept(Session session, Specimen<?> specimen) {
        Runs.Result result =
                run(
                        session,
                        specimen,
                        specimen.right(),
                        Specimens.counterpart(specimen, seed),
                        false);
        String word = result.summary().word();
        String says =
                switch (word) {
                    case "valid" -> "kept   ";
                    case "invalid" -> "ACCUSED";
                    default -> "unknown";
                };
        tell(session, word.equals("valid"), says, result);
        return word;
    }

    private static Runs.Result run(
            Session session, Specimen<?> specimen, Subject system, RunPlan plan, boolean failFast) {
        Runs.Result result =
                session.runs()
                        .run(
                                plan,
                                Specimens.onlyPromising(
                                        SubjectDescription.of(system), specimen.broken()),
                                Workloads.find(plan.workload()),
                                Purpose.of(failFast),
                                folder -> RunLog.open(folder, plan),
                                Map.of(IndexEntry.HELD_TO, word(specimen.broken())));
        session.console().endLine();
        return result;
    }

    private static String word(Promise promise) {
        return promise.name().toLowerCase(Locale.ROOT);
    }

    private static void tell(Session session, boolean isGood, String says, Runs.Result result) {
        RunSummary summary = result.summary();
        session.out()
                .println(
                        "%s %s %s  %s"
                                .formatted(
                                        isGood ? "✓" : "✕",
                                        says,
                                        summary.subject(),
                                        summary.sentence()));
        if (!isGood) {
            session.tell(summary, result.folder());
        }
    }
}
