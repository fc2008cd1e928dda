package dev.holdfast.run;

import dev.holdfast.checker.history.History;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.report.RunSummary;
import dev.holdfast.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a history that a run left behind. */
public final class Analysis {
    private static final String CUT_SHORT = "the run was cut short: its last event is incomplete";
    private static final String NO_VERDICT =
            "the run did not come to its end; this is what its history shows so far";

    private Analysis() {}

    /**
     * Judges again.
     *
     * @param truncated whether the last event was cut off
     * @param before what was stored, or null if the run did not come to a verdict
     */
    public static RunSummary again(
            RunPlan plan,
            SubjectDescription subject,
            Workload workload,
            History history,
            boolean truncated,
            @Nullable RunSummary before) {
        List<String> notes = new ArrayList<>(before == null ? List.of() : before.notes());
        if (before == null) {
            notes.add(NO_VERDICT);
        }
        if (truncated && !notes.contains(CUT_SHORT)) {
            notes.add(CUT_SHORT);
        }
        return new Judge(plan, subject, workload)
                .judge(
                        history,
                        new Judge.Circumstances(
                                before == null ? "" : before.startedAt(),
                                before == null ? List.of() : before.environment(),
                                before == null ? Reproduce.command(plan, "") : before.reproduce(),
                                notes,
                                !notes.contains(NO_VERDICT)));
    }
}
