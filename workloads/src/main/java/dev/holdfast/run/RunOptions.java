package dev.holdfast.run;

import dev.holdfast.env.Crew;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.FaultSchedule;
import dev.holdfast.fault.FaultTargets;
import dev.holdfast.fault.Faults;
import dev.holdfast.fault.PlannedFault;
import dev.holdfast.impl.agent.CommitTraits;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import dev.holdfast.workload.Workloads;
import java.time.Duration;
import java.util.List;

/**
 * What a person asks for, before anything is drawn.
 *
 * @param subject a catalogue name, or a class name
 * @param classpath where that class is
 * @param workload the workload's name; empty for the one that suits the subject
 * @param faults kinds of fault; {@code none} stands for none
 * @param seed the seed
 * @param timeLimit length of the load
 * @param agents how many agents, 1 to 9
 * @param workers how many clients over all agents, 1 to 200
 * @param accounts how many accounts, 1 to 1000
 * @param ratePerSecond payments a second, above 0
 * @param lease the lease asked of the implementation, a whole number of seconds; one that needs a
 *     longer one gets it
 * @param faultInterval mean time from one fault to the next
 * @param persistence what survives when a lock server is killed
 * @param members how many servers every ensemble has, odd, 3 to 7; 0 for as many as the subject
 *     asks for
 */
public record RunOptions(
        String subject,
        List<String> classpath,
        String workload,
        List<String> faults,
        long seed,
        Duration timeLimit,
        int agents,
        int workers,
        int accounts,
        double ratePerSecond,
        Duration lease,
        Duration faultInterval,
        Persistence persistence,
        int members) {

    /** The defaults for this subject, workload, faults and seed. */
    public static RunOptions of(String subject, String workload, List<String> faults, long seed) {
        return new RunOptions(
                subject,
                List.of(),
                workload,
                faults,
                seed,
                Duration.ofSeconds(30),
                3,
                15,
                4,
                50,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Persistence.DURABLE,
                0);
    }

    /**
     * Reads a number of clients: {@code 6}, or {@code 2n} for two a node.
     *
     * @throws IllegalArgumentException in one line, if it is something else
     */
    public static int workers(String text, int nodes) {
        boolean perNode = text.endsWith("n");
        String digits = perNode ? text.substring(0, text.length() - 1) : text;
        try {
            int n = digits.isEmpty() ? 1 : Integer.parseInt(digits);
            return perNode ? Math.multiplyExact(n, nodes) : n;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--concurrency '" + text + "' is not a number such as 6 or 2n", e);
        }
    }

    /** The same with another time limit. */
    public RunOptions withTimeLimit(Duration limit) {
        return new RunOptions(
                subject,
                classpath,
                workload,
                faults,
                seed,
                limit,
                agents,
                workers,
                accounts,
                ratePerSecond,
                lease,
                faultInterval,
                persistence,
                members);
    }

    /** The same with so many clients and accounts. */
    RunOptions withLoad(int clients, int accountCount) {
        return new RunOptions(
                subject,
                classpath,
                workload,
                faults,
                seed,
                timeLimit,
                agents,
                clients,
                accountCount,
                ratePerSecond,
                lease,
                faultInterval,
                persistence,
                members);
    }

    /** The same with another persistence. */
    public RunOptions with(Persistence other) {
        return new RunOptions(
                subject,
                classpath,
                workload,
                faults,
                seed,
                timeLimit,
                agents,
                workers,
                accounts,
                ratePerSecond,
                lease,
                faultInterval,
                other,
                members);
    }

    /** The same with another lease, and as long from one fault to the next at the least. */
    RunOptions withLease(Duration other) {
        return new RunOptions(
                subject,
                classpath,
                workload,
                faults,
                seed,
                timeLimit,
                agents,
                workers,
                accounts,
                ratePerSecond,
                other,
                faultInterval.compareTo(other) < 0 ? other : faultInterval,
                persistence,
                members);
    }

    /** The same with ensembles of another size. */
    public RunOptions withMembers(int other) {
        return new RunOptions(
                subject,
                classpath,
                workload,
                faults,
                seed,
                timeLimit,
                agents,
                workers,
                accounts,
                ratePerSecond,
                lease,
                faultInterval,
                persistence,
                other);
    }

    /**
     * Draws the plan.
     *
     * @throws IllegalArgumentException in one line, if an option is out of range or a fault cannot
     *     be
     */
    public RunPlan plan(SubjectDescription description) {
        require(agents >= 1 && agents <= 9, "--nodes " + agents, "1 to 9");
        require(workers >= 1 && workers <= 200, "--concurrency " + workers, "1 to 200");
        require(accounts >= 1 && accounts <= 1000, "--accounts " + accounts, "1 to 1000");
        require(
                ratePerSecond > 0 && ratePerSecond <= 1e6,
                "--rate " + ratePerSecond,
                "above 0, at most 1000000");
        require(between(timeLimit, 1, 86_400), "--time-limit " + timeLimit, "1s to 24h");
        require(between(faultInterval, 1, 3_600), "--fault-interval " + faultInterval, "1s to 1h");
        require(
                between(lease, 1, 600) && lease.toMillis() % 1000 == 0,
                "--lease " + lease,
                "a whole number of seconds, 1s to 10m");
        require(RunPlan.isMembers(members), "--servers " + members, "3, 5 or 7");
        String chosen = workload(description);
        List<Fault> kinds = kinds();
        String why = unavailable(description);
        if (!why.isEmpty()) {
            throw new IllegalArgumentException(why);
        }
        int replicas = replicas(kinds);
        List<PlannedFault> schedule =
                FaultSchedule.draw(
                        seed,
                        kinds,
                        faultInterval.toMillis(),
                        timeLimit.toMillis(),
                        targets(description, replicas));
        return new RunPlan(
                subject,
                classpath,
                chosen,
                kinds.stream().map(Fault::kind).toList(),
                seed,
                timeLimit.toMillis(),
                crew(description).size(),
                workers,
                accounts,
                ratePerSecond,
                leaseMillis(description),
                faultInterval.toMillis(),
                persistence,
                replicas,
                members,
                schedule);
    }

    /**
     * Why this cannot be had with this subject: what its servers can do, or a fault with nothing to
     * hit; empty if it can.
     */
    public String unavailable(SubjectDescription description) {
        boolean hasEtcd =
                description.topology().services().stream()
                        .anyMatch(s -> s.kind() == ServerKind.ETCD);
        if (hasEtcd && persistence == Persistence.VOLATILE) {
            return "volatile persistence for etcd, of which a member that lost its log cannot return;"
                    + " it must be durable";
        }
        if (members > 0
                && description.topology().services().stream()
                        .noneMatch(s -> s.kind().isEnsemble())) {
            return "--servers "
                    + members
                    + " is the number of an ensemble's members, and "
                    + description.name()
                    + " has no ensemble";
        }
        List<Fault> kinds = kinds();
        FaultTargets targets = targets(description, replicas(kinds));
        return kinds.stream()
                .map(fault -> fault.unavailable(targets))
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static int replicas(List<Fault> kinds) {
        return kinds.stream().anyMatch(f -> f.kind().equals("failover")) ? 1 : 0;
    }

    private String workload(SubjectDescription description) {
        return workload.startsWith(RunPlan.SCENARIO)
                ? workload
                : Workloads.fitting(workload, description).name();
    }

    private List<Fault> kinds() {
        List<String> names = faults.stream().distinct().toList();
        if (names.contains(Faults.NONE)) {
            require(names.size() == 1, "--faults " + String.join(",", names), "none, or kinds");
            return List.of();
        }
        return names.stream().map(Faults::find).toList();
    }

    private FaultTargets targets(SubjectDescription description, int replicas) {
        Topology topology = Subjects.topology(description, persistence, replicas, members);
        Crew crew = crew(description);
        return new FaultTargets(
                crew.names(),
                topology.services().stream().map(Service::name).toList(),
                topology.services().stream().flatMap(s -> s.nodes().stream()).toList(),
                topology.services().stream()
                        .filter(Service::isReplicated)
                        .map(Service::name)
                        .toList(),
                topology.services().stream()
                        .filter(topology::isWatched)
                        .map(Service::name)
                        .toList(),
                topology.services().stream()
                        .filter(s -> s.kind().isEnsemble() && s.nodes().size() >= 3)
                        .map(s -> new FaultTargets.Ensemble(s.name(), s.nodes()))
                        .toList(),
                topology.services().stream()
                        .filter(s -> s.kind().isClockMovable())
                        .flatMap(s -> s.nodes().stream())
                        .toList(),
                description.commit().map(RunOptions::players),
                leaseMillis(description));
    }

    private static FaultTargets.Players players(CommitTraits traits) {
        return new FaultTargets.Players(
                traits.cast().agents(Role.COORDINATOR),
                traits.cast().agents(Role.PARTICIPANT),
                traits.points().stream().map(Point::label).sorted().toList());
    }

    private Crew crew(SubjectDescription description) {
        return Subjects.crew(description, agents, accounts, leaseMillis(description));
    }

    /** Some services end no session so soon, or not for certain on a busy machine. */
    private long leaseMillis(SubjectDescription description) {
        return Math.max(lease.toMillis(), description.shortestLease().toMillis());
    }

    private static boolean between(Duration duration, long lowSeconds, long highSeconds) {
        return duration.compareTo(Duration.ofSeconds(lowSeconds)) >= 0
                && duration.compareTo(Duration.ofSeconds(highSeconds)) <= 0;
    }

    private static void require(boolean condition, String what, String right) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is out of range; it must be " + right);
        }
    }
}
