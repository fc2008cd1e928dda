package dev.holdfast.scenario;

import dev.holdfast.fault.PlannedFault;
import dev.holdfast.run.RunPlan;
import java.util.List;

/**
 * A minimal scripted schedule on real servers, and what must be found in its history.
 *
 * @param id for example {@code redis-seed/a1}
 * @param summary one line: what happens
 * @param setup what it runs against
 * @param faults the kinds of fault that the script injects
 * @param play the schedule, for a lock or for a commit protocol
 * @param expectations all of which must be seen
 */
public record Scenario(
        String id,
        String summary,
        Setup setup,
        List<String> faults,
        Play<?> play,
        List<Expectation> expectations) {
    private static final int AGENTS = 3;
    private static final long LIMIT_MILLIS = 60_000;

    public Scenario {
        faults = List.copyOf(faults);
        expectations = List.copyOf(expectations);
    }

    /** One about a lock. */
    static Scenario of(
            String id,
            String summary,
            Setup setup,
            List<String> faults,
            Play.Script<LockStage> script,
            Expectation... expectations) {
        return new Scenario(
                id, summary, setup, faults, Play.ofLocks(script), List.of(expectations));
    }

    /** One about a commit protocol; its agents are those of the subject's cast. */
    static Scenario ofPayments(
            String id,
            String summary,
            Setup setup,
            List<String> faults,
            Play.Script<PaymentStage> script,
            Expectation... expectations) {
        return new Scenario(
                id, summary, setup, faults, Play.ofPayments(script), List.of(expectations));
    }

    /** The plan that runs it: no random load, no drawn faults. */
    public RunPlan plan() {
        return new RunPlan(
                setup.subject(),
                List.of(),
                RunPlan.SCENARIO + id,
                faults,
                0,
                LIMIT_MILLIS,
                AGENTS,
                AGENTS,
                1,
                1,
                setup.leaseSeconds() * 1000L,
                1000,
                setup.persistence(),
                setup.replicas(),
                0,
                List.<PlannedFault>of());
    }
}
