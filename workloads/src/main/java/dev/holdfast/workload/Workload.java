package dev.holdfast.workload;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.history.History;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary.Coverage;
import java.util.List;
import java.util.Map;

/**
 * What clients do with an implementation, which promises the outcome is held against, and how much
 * must have happened for an answer of valid to count.
 */
public interface Workload {

    /** The name on the command line. */
    String name();

    /** One line: what clients do. */
    String summary();

    /** Whether such a subject can be tested so. */
    boolean suits(SubjectDescription subject);

    /** How much it asks of subjects: of several that suit, the one that asks most is taken. */
    default int demands() {
        return 1;
    }

    /** The checker of each promise, in the order of reports. */
    Map<Promise, Checker> checkers();

    /** Starts the clients; returns at once. */
    Load start(LoadPlan plan, Environment environment, AgentPool agents, Recorder recorder);

    /**
     * What the run had to reach, and whether it did, from the history alone.
     *
     * @param kinds the faults that the run was to inject
     */
    List<Coverage> coverage(History history, List<String> kinds);

    /**
     * Whether what clients do has succeeded again since the last fault of each kind, so that their
     * load may end. From the history alone; O(n).
     */
    default boolean hasRecovered(History history, List<String> kinds) {
        return true;
    }

    /** A load that is running. */
    interface Load {
        /** How its clients are told to end. */
        LoadControl control();

        /** Waits until all clients have ended, this long at most; true if they have. */
        boolean awaitEnd(long millis) throws InterruptedException;

        /** Why it could not be carried out, in one line; empty if it could. */
        default String failure() {
            return "";
        }

        /** Observes the final state, after all faults are healed and all clients have ended. */
        void observe() throws InterruptedException;
    }
}
