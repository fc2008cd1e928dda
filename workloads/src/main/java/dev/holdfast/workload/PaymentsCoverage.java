package dev.holdfast.workload;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.fault.Faults;
import dev.holdfast.report.RunSummary.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a run with payments must reach: what every run must, the last word of every participant, and
 * ends at steps where those were asked for.
 */
final class PaymentsCoverage {
    private static final List<Deed> DEEDS =
            List.of(new Deed("payments that were carried out", op -> op.f().equals("pay")));
    private static final String CRASH = "crash";

    private PaymentsCoverage() {}

    static List<Coverage> of(History history, List<String> kinds) {
        List<Coverage> all =
                new ArrayList<>(
                        RunCoverage.of(
                                history, kinds, DEEDS, kind -> leavesService(history, kind)));
        Set<String> opened = tellers(history, PayProcess.When.OPENING);
        Set<String> closed = tellers(history, PayProcess.When.FINAL);
        closed.retainAll(opened);
        all.add(
                new Coverage(
                        "participants that said in the end what they keep",
                        closed.size(),
                        Math.max(1, opened.size())));
        if (kinds.stream().anyMatch(kind -> kind.startsWith(CRASH))) {
            Set<String> points = values(history, op -> op.f().equals("halt"), "step");
            all.add(
                    new Coverage(
                            "points at which a process ended: "
                                    + (points.isEmpty() ? "none" : String.join(", ", points)),
                            points.size(),
                            1));
        }
        return all;
    }

    /** Whoever has one coordinator only cannot be paid by while that one is away. */
    private static boolean leavesService(History history, String kind) {
        Set<String> coordinators = values(history, op -> op.f().equals("pay"), "agent");
        boolean isAllAway =
                coordinators.size() == 1
                        && history.faultWindows().stream()
                                .filter(w -> w.kind().equals(kind))
                                .allMatch(w -> coordinators.contains(w.target()));
        return Faults.find(kind).leavesService() && !isAllAway;
    }

    static boolean hasRecovered(History history, List<String> kinds) {
        return RunCoverage.hasRecovered(history, kinds, DEEDS);
    }

    private static Set<String> tellers(History history, PayProcess.When when) {
        return values(
                history,
                op ->
                        op.isOk()
                                && op.f().equals("statement")
                                && when.label().equals(op.string("when")),
                "participant");
    }

    private static Set<String> values(History history, Predicate<Op> filter, String key) {
        Set<String> values = new TreeSet<>();
        for (Op op : history.ops()) {
            String value = filter.test(op) ? op.string(key) : null;
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
