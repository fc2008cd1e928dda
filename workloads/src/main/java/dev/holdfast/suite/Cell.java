package dev.holdfast.suite;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.run.RunPlan;
import dev.holdfast.workload.Workload;
import java.util.Optional;

/**
 * One run of a suite, drawn and ready to start.
 *
 * @param id distinct within the suite, the same whenever the suite is expanded
 * @param env the environment asked for
 * @param failFast whether the load ends at the first violation
 * @param expect what must come out
 * @param claimed what the subject claims for the hazards of this run, in words
 * @param said what is said of it elsewhere, for a table to set beside what came out; may be empty
 * @param mayBreak whether these claims know a promise that may break here
 * @param namedAt file and line where a person named these faults; empty if they are there because
 *     all are, or the suite came along
 */
public record Cell(
        String id,
        RunPlan plan,
        SubjectDescription subject,
        Workload workload,
        String env,
        boolean failFast,
        Expect expect,
        String claimed,
        String said,
        boolean mayBreak,
        Optional<String> namedAt) {

    /** The same as nobody's wish: it is left out where it cannot be. */
    Cell unnamed() {
        return new Cell(
                id,
                plan,
                subject,
                workload,
                env,
                failFast,
                expect,
                claimed,
                said,
                mayBreak,
                Optional.empty());
    }

    /** What must come out, in words. */
    String expected() {
        return expect == Expect.CLAIMS || expect == Expect.FINDINGS ? claimed : expect.word();
    }

    /** The subject and what is done with it, or the scenario. */
    public String name() {
        String of = plan.workload();
        if (of.startsWith(RunPlan.SCENARIO)) {
            return of.substring(RunPlan.SCENARIO.length());
        }
        return isUsual() ? subject.name() : subject.name() + " " + of;
    }

    private boolean isUsual() {
        return plan.workload().equals("lock") || subject.commit().isPresent();
    }

    /** The faults as one word, with what a kill leaves where that matters. */
    public String condition() {
        return Condition.of(plan.faults(), plan.persistence());
    }
}
