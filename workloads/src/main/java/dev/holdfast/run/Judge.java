package dev.holdfast.run;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.CheckResult;
import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Check;
import dev.holdfast.report.RunSummary.Counts;
import dev.holdfast.report.RunSummary.Coverage;
import dev.holdfast.workload.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a history into the outcome of a run: every checker's answer, held against what the subject
 * claims and against what the run had to reach.
 */
public final class Judge {
    static final String EXPECTED = "as expected";
    static final String SURPRISING = "surprising";

    private final RunPlan plan;
    private final SubjectDescription subject;
    private final Workload workload;

    public Judge(RunPlan plan, SubjectDescription subject, Workload workload) {
        this.plan = plan;
        this.subject = subject;
        this.workload = workload;
    }

    /**
     * What is known about a run beside its history.
     *
     * @param startedAt ISO 8601 in UTC
     * @param environment kind and versions
     * @param reproduce the command that runs the same again
     * @param notes what limits the verdict
     * @param complete whether the run came to its end, with the final reads
     */
    public record Circumstances(
            String startedAt,
            List<String> environment,
            String reproduce,
            List<String> notes,
            boolean complete) {}

    /** Judges. Checkers run in parallel. */
    public RunSummary judge(History history, Circumstances about) {
        List<Check> checks =
                workload.checkers().entrySet().parallelStream()
                        .map(e -> check(e.getKey(), e.getValue(), history))
                        .toList();
        List<Coverage> coverage = new ArrayList<>(workload.coverage(history, plan.faults()));
        if (!about.complete()) {
            coverage.add(new Coverage("runs that came to their end", 0, 1));
        }
        String word = word(checks, coverage);
        Set<String> notes = new LinkedHashSet<>(about.notes());
        notes.addAll(StallWatch.notes(history));
        return new RunSummary(
                subject.name(),
                plan.workload(),
                plan.faults().isEmpty() ? List.of(Faults.NONE) : plan.faults(),
                plan.seed(),
                about.startedAt(),
                history.endNanos() / 1_000_000,
                about.environment(),
                about.reproduce(),
                word,
                grade(word, checks),
                sentence(word, checks, coverage),
                checks,
                coverage,
                counts(history),
                List.copyOf(notes));
    }

    private Check check(Promise promise, Checker checker, History history) {
        CheckResult result = Checkers.run(checker, history);
        boolean promised = subject.claims().promises().contains(promise);
        return new Check(
                checker.name(),
                checker.promise(),
                promised,
                result.verdict(),
                grade(promise, promised, result.verdict(), hazards(history)),
                result.took().toNanos() / 1e6);
    }

    private String grade(Promise promise, boolean promised, Verdict verdict, Set<Hazard> hazards) {
        Claims claims = subject.claims();
        if (verdict instanceof Verdict.Invalid) {
            boolean known = !promised || claims.mayBreak(promise, hazards);
            return known ? EXPECTED : SURPRISING;
        }
        return verdict instanceof Verdict.Valid ? EXPECTED : "";
    }

    /** Those of the faults, and of what nobody planned. */
    private Set<Hazard> hazards(History history) {
        Set<Hazard> hazards = EnumSet.of(Hazard.NONE);
        for (String kind : plan.faults()) {
            Fault fault = Faults.find(kind);
            hazards.add(fault.hazard(plan.persistence()));
        }
        if (!StallWatch.in(history).isEmpty()) {
            hazards.add(Hazard.PAUSE);
        }
        return hazards;
    }

    private static String word(List<Check> checks, List<Coverage> coverage) {
        List<Check> promised = checks.stream().filter(Check::promised).toList();
        if (promised.stream().anyMatch(c -> c.verdict() instanceof Verdict.Invalid)) {
            return "invalid";
        }
        boolean earned =
                !promised.isEmpty()
                        && promised.stream().allMatch(c -> c.verdict() instanceof Verdict.Valid)
                        && coverage.stream().allMatch(Coverage::met);
        return earned ? "valid" : "unknown";
    }

    private static String grade(String word, List<Check> checks) {
        if (checks.stream().anyMatch(c -> c.grade().equals(SURPRISING))) {
            return SURPRISING;
        }
        return word.equals("unknown") ? "" : EXPECTED;
    }

    private String sentence(String word, List<Check> checks, List<Coverage> coverage) {
        List<Check> promised = checks.stream().filter(Check::promised).toList();
        if (word.equals("valid")) {
            String kept = String.join(", ", promised.stream().map(Check::name).toList());
            String faults =
                    plan.faults().isEmpty() ? "no faults" : String.join(", ", plan.faults());
            return "Every promise was kept (%s) under %s.".formatted(kept, faults);
        }
        for (Check check : promised) {
            if (check.verdict() instanceof Verdict.Invalid invalid && word.equals("invalid")) {
                return invalid.evidence().summary();
            }
        }
        List<String> why = new ArrayList<>();
        for (Check check : promised) {
            if (check.verdict() instanceof Verdict.Unknown unknown) {
                why.add(check.name() + ": " + unknown.reason());
            }
        }
        for (Coverage c : coverage) {
            if (!c.met()) {
                why.add("%s: %d, needed %d".formatted(c.what(), c.reached(), c.needed()));
            }
        }
        return "No answer was earned: " + String.join("; ", why) + ".";
    }

    private static Counts counts(History history) {
        Map<OpType, Long> n = new EnumMap<>(OpType.class);
        long open = 0;
        for (Op op : history.ops()) {
            if (op.isNemesis()) {
                continue;
            }
            n.merge(op.type(), 1L, Long::sum);
            if (op.isInvoke() && history.completionOf(op.index()) == History.NONE) {
                open++;
            }
        }
        return new Counts(
                n.getOrDefault(OpType.OK, 0L),
                n.getOrDefault(OpType.FAIL, 0L),
                n.getOrDefault(OpType.INFO, 0L),
                open);
    }

    /** The promised checks that a prefix of a history already breaks; for stopping early. */
    List<String> broken(History prefix) {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<Promise, Checker> e : workload.checkers().entrySet()) {
            boolean promised = subject.claims().promises().contains(e.getKey());
            if (promised
                    && Checkers.run(e.getValue(), prefix).verdict() instanceof Verdict.Invalid) {
                broken.add(e.getValue().name());
            }
        }
        return broken;
    }
}
