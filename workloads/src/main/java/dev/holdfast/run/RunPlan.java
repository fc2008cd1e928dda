package dev.holdfast.run;

import dev.holdfast.fault.Faults;
import dev.holdfast.fault.PlannedFault;
import dev.holdfast.impl.agent.CommitTraits;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.workload.LoadPlan;
import java.util.List;

/**
 * Everything that determines a run; the same options and seed give the same plan, byte for byte.
 *
 * @param subject a catalogue name, or the class name of a user's own implementation
 * @param classpath the user's jars and folders, as given
 * @param workload the workload's name
 * @param faults kinds of fault, in order, without {@code none}
 * @param seed where all randomness comes from
 * @param timeLimitMillis length of the load
 * @param agents how many agents
 * @param workers how many clients at once, over all agents
 * @param accounts how many accounts, each behind its own lock
 * @param ratePerSecond payments that all clients together start in a second if none has to wait
 * @param leaseMillis the lease asked of the implementation
 * @param faultIntervalMillis mean time from one fault to the next
 * @param persistence what survives when a lock server is killed
 * @param replicas how many replicas every lock server has
 * @param members how many servers every ensemble has; 0 for as many as the subject asks for
 * @param schedule the faults as drawn
 */
public record RunPlan(
        String subject,
        List<String> classpath,
        String workload,
        List<String> faults,
        long seed,
        long timeLimitMillis,
        int agents,
        int workers,
        int accounts,
        double ratePerSecond,
        long leaseMillis,
        long faultIntervalMillis,
        Persistence persistence,
        int replicas,
        int members,
        List<PlannedFault> schedule) {

    /** How the workload of a scripted scenario is named, before the scenario's id. */
    public static final String SCENARIO = "scenario:";

    /**
     * Checks what a person may have edited.
     *
     * @throws IllegalArgumentException in one line, if a number is out of range or a fault unknown
     */
    public RunPlan {
        require(agents >= 1 && agents <= 9, "agents " + agents, "1 to 9");
        require(workers >= 1 && workers <= 200, "workers " + workers, "1 to 200");
        require(accounts >= 1 && accounts <= 1000, "accounts " + accounts, "1 to 1000");
        require(
                ratePerSecond > 0 && ratePerSecond <= 1e6,
                "ratePerSecond " + ratePerSecond,
                "above 0, at most 1000000");
        require(
                timeLimitMillis >= 1000 && timeLimitMillis <= 86_400_000,
                "timeLimitMillis " + timeLimitMillis,
                "1000 to 86400000");
        require(
                leaseMillis >= 1000 && leaseMillis <= 600_000 && leaseMillis % 1000 == 0,
                "leaseMillis " + leaseMillis,
                "whole seconds, 1000 to 600000");
        require(
                faultIntervalMillis >= 1000 && faultIntervalMillis <= 3_600_000,
                "faultIntervalMillis " + faultIntervalMillis,
                "1000 to 3600000");
        require(replicas >= 0 && replicas <= 8, "replicas " + replicas, "0 to 8");
        require(isMembers(members), "members " + members, "0, 3, 5 or 7");
        faults.forEach(Faults::find);
        schedule.forEach(fault -> Faults.find(fault.kind()));
        classpath = List.copyOf(classpath);
        faults = List.copyOf(faults);
        schedule = List.copyOf(schedule);
    }

    /** A majority of an even number is no safer than one of the odd number below. */
    static boolean isMembers(int members) {
        return members == 0 || members == 3 || members == 5 || members == 7;
    }

    private static void require(boolean condition, String what, String right) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is out of range; it must be " + right);
        }
    }

    LoadPlan load(SubjectDescription subject) {
        return new LoadPlan(
                seed,
                workers,
                accounts,
                ratePerSecond,
                leaseMillis,
                subject.sharing(),
                subject.commit().map(CommitTraits::cast));
    }
}
