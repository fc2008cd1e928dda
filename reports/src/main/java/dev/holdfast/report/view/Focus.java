package dev.holdfast.report.view;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.report.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture is about: a piece of the axis, and the ops, locks and processes that matter there.
 *
 * @param title what is shown
 * @param core the piece of the axis that must be seen
 * @param window the core with a margin
 * @param ops the events to mark
 * @param locks the locks to show, all that are used there if empty
 * @param processes the processes to show first
 */
record Focus(
        String title,
        Span core,
        Span window,
        List<Op> ops,
        Set<String> locks,
        Set<Integer> processes) {
    private static final String VIOLATION = "Violation of ";
    private static final int PICTURES_MAX = 4;
    private static final int MARKS_MAX = 24;
    private static final int OPENING_OPS = 120;
    private static final long MARGIN_NANOS_MIN = 10_000_000;
    private static final double EVIDENCE_MARGIN = 0.12;
    private static final double FAULT_MARGIN = 0.4;

    /** The pictures that this run deserves; none if the history is empty. */
    static List<Focus> of(
            RunSummary summary, History history, TimeAxis axis, List<Timeline.Tenure> tenures) {
        if (history.size() == 0) {
            return List.of();
        }
        List<Focus> found = new ArrayList<>();
        Stream.of(true, false)
                .flatMap(
                        promised -> summary.checks().stream().filter(c -> c.promised() == promised))
                .forEach(
                        check -> {
                            if (check.verdict() instanceof Verdict.Invalid invalid) {
                                Focus next =
                                        evidence(
                                                check.name(),
                                                invalid.evidence(),
                                                history,
                                                axis,
                                                tenures);
                                if (next != null && !merge(found, next, axis)) {
                                    found.add(next);
                                }
                            }
                        });
        if (found.isEmpty()) {
            found.add(surroundings(history, axis));
        }
        return List.copyOf(found.subList(0, Math.min(PICTURES_MAX, found.size())));
    }

    /** Adds to a picture that is there already, where that does not make it much wider. */
    private static boolean merge(List<Focus> found, Focus next, TimeAxis axis) {
        for (int i = 0; i < found.size(); i++) {
            Focus old = found.get(i);
            Span union = old.core.union(next.core);
            if (old.window.contains(next.core) || union.length() <= old.window.length() * 3 / 2) {
                List<Op> ops = new ArrayList<>(old.ops);
                next.ops.stream().filter(op -> !old.ops.contains(op)).forEach(ops::add);
                found.set(
                        i,
                        focus(
                                old.title + ", " + next.title.substring(VIOLATION.length()),
                                union,
                                ops,
                                plus(old.locks, next.locks),
                                plus(old.processes, next.processes),
                                EVIDENCE_MARGIN,
                                axis));
                return true;
            }
        }
        return false;
    }

    private static @Nullable Focus evidence(
            String check,
            Evidence evidence,
            History history,
            TimeAxis axis,
            List<Timeline.Tenure> tenures) {
        Set<String> locks = new LinkedHashSet<>();
        Set<Integer> processes = new LinkedHashSet<>();
        List<Op> ops = new ArrayList<>();
        Span core = null;
        for (Op told : evidence.ops()) {
            // Evidence of another history says nothing here.
            if (told.index() < 0 || told.index() >= history.size() || ops.size() == MARKS_MAX) {
                continue;
            }
            Op op = history.op(told.index());
            if (op.process() != told.process() || op.type() != told.type()) {
                continue;
            }
            ops.add(op);
            processes.add(op.process());
            String lock = lockOf(op);
            if (lock != null) {
                locks.add(lock);
            }
            Span here = operation(op, history, axis);
            core = core == null ? here : core.union(here);
        }
        return core == null
                ? null
                : focus(
                        VIOLATION + SafeText.name(check),
                        withOverlap(core, ops, tenures),
                        ops,
                        locks,
                        processes,
                        EVIDENCE_MARGIN,
                        axis);
    }

    /**
     * The core, up to where the first of the tenures in the proof ends. A proof may name only two
     * grants; then what they share begins at the second and would not be seen.
     */
    private static Span withOverlap(Span core, List<Op> ops, List<Timeline.Tenure> tenures) {
        Set<Integer> named = ops.stream().map(Op::index).collect(Collectors.toSet());
        long end =
                tenures.stream()
                        .filter(t -> named.contains(t.acquire()))
                        .mapToLong(Timeline.Tenure::to)
                        .min()
                        .orElse(core.to());
        return new Span(core.from(), Math.max(core.to(), end));
    }

    /** The lock that an op is about, fit to be shown; that of an account has the account's name. */
    static @Nullable String lockOf(Op op) {
        String lock = op.string("lock") == null ? op.string("account") : op.string("lock");
        return lock == null ? null : SafeText.name(lock);
    }

    private static Span operation(Op op, History history, TimeAxis axis) {
        long at = axis.at(op);
        int other =
                op.isInvoke() ? history.completionOf(op.index()) : history.invocationOf(op.index());
        long there = other == History.NONE ? at : axis.at(history.op(other));
        // A call that hung for long (an acquire that waited) would squeeze what matters.
        return op.isInvoke()
                ? new Span(at, at)
                : new Span(Math.min(at, there), Math.max(at, there));
    }

    private static Focus surroundings(History history, TimeAxis axis) {
        if (!history.faultWindows().isEmpty() && !axis.byIndex()) {
            FaultWindow w = history.faultWindows().get(0);
            Span core = new Span(w.startNanos(), Math.max(w.startNanos(), w.endNanos()));
            String title = SafeText.name("Around the first fault, " + w.kind() + " " + w.target());
            return focus(title, core, List.of(), Set.of(), Set.of(), FAULT_MARGIN, axis);
        }
        int last = Math.min(history.size(), OPENING_OPS) - 1;
        Span core =
                new Span(
                        axis.at(history.op(0)),
                        Math.max(axis.at(history.op(0)), axis.at(history.op(last))));
        return focus("The beginning", core, List.of(), Set.of(), Set.of(), 0, axis);
    }

    private static Focus focus(
            String title,
            Span core,
            List<Op> ops,
            Set<String> locks,
            Set<Integer> processes,
            double margin,
            TimeAxis axis) {
        long min = axis.byIndex() ? 4 : MARGIN_NANOS_MIN;
        Span window = core.widened(margin, margin == 0 ? 1 : min, axis.end());
        return new Focus(title, core, window, ops, locks, processes);
    }

    private static <T> Set<T> plus(Set<T> a, Set<T> b) {
        Set<T> sum = new LinkedHashSet<>(a);
        sum.addAll(b);
        return sum;
    }
}
