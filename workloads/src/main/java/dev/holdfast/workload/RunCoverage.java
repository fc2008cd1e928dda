package dev.holdfast.workload;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.fault.Faults;
import dev.holdfast.report.RunSummary.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a run must reach: every fault that was begun took effect and was healed, and each deed
 * succeeded before, during and after it.
 */
final class RunCoverage {
    private static final long ENOUGH = 10;

    private RunCoverage() {}

    static List<Coverage> of(History history, List<String> kinds, List<Deed> deeds) {
        return of(history, kinds, deeds, kind -> Faults.find(kind).leavesService());
    }

    /**
     * The same.
     *
     * @param leavesService whether somebody can go on during a fault of this kind
     */
    static List<Coverage> of(
            History history,
            List<String> kinds,
            List<Deed> deeds,
            Predicate<String> leavesService) {
        List<Coverage> all = new ArrayList<>();
        for (Deed deed : deeds) {
            all.add(counted(history, deed, "", op -> true, ENOUGH));
        }
        for (String kind : kinds) {
            List<FaultWindow> windows =
                    history.faultWindows().stream().filter(w -> w.kind().equals(kind)).toList();
            long proved = windows.stream().filter(w -> !w.proof().isEmpty()).count();
            long injected = Math.max(1, injected(history, kind));
            all.add(
                    new Coverage(
                            "faults " + kind + " that verifiably took effect", proved, injected));
            long healed = windows.stream().filter(FaultWindow::healed).count();
            all.add(new Coverage("faults " + kind + " that were healed", healed, windows.size()));
            if (windows.isEmpty()) {
                continue;
            }
            long first = windows.get(0).startNanos();
            long last = windows.get(windows.size() - 1).endNanos();
            for (Deed deed : deeds) {
                all.add(counted(history, deed, " before the first " + kind, before(first), 1));
                if (leavesService.test(kind)) {
                    all.add(counted(history, deed, " during " + kind, during(history, windows), 1));
                }
                all.add(counted(history, deed, " after the last " + kind, after(last), 1));
            }
        }
        return all;
    }

    /** Whether each deed succeeded after the last fault of each kind that was injected. */
    static boolean hasRecovered(History history, List<String> kinds, List<Deed> deeds) {
        long last =
                history.faultWindows().stream()
                        .filter(w -> kinds.contains(w.kind()))
                        .mapToLong(FaultWindow::endNanos)
                        .max()
                        .orElse(-1);
        return deeds.stream().allMatch(deed -> counted(history, deed, "", after(last), 1).met());
    }

    private static Coverage counted(
            History history, Deed deed, String when, Predicate<Op> filter, long needed) {
        long n =
                history.ops().stream()
                        .filter(op -> op.isOk() && deed.isDone().test(op) && filter.test(op))
                        .count();
        return new Coverage(deed.name() + " that succeeded" + when, n, needed);
    }

    private static Predicate<Op> before(long nanos) {
        return op -> op.timeNanos() < nanos;
    }

    private static Predicate<Op> after(long nanos) {
        return op -> op.timeNanos() > nanos;
    }

    /**
     * Asked for and answered within a window, by an agent that was not hit: what the fault found
     * under way, or let through late, does not show that anybody could go on.
     */
    private static Predicate<Op> during(History history, List<FaultWindow> windows) {
        return op ->
                windows.stream()
                        .anyMatch(
                                w ->
                                        history.op(history.invocationOf(op.index())).timeNanos()
                                                        >= w.startNanos()
                                                && op.timeNanos() <= w.endNanos()
                                                && !w.target().equals(op.string("agent")));
    }

    private static long injected(History history, String kind) {
        return history.ops().stream()
                .filter(op -> op.isNemesis() && op.f().equals("start-" + kind))
                .map(op -> op.string("id"))
                .distinct()
                .count();
    }
}
