package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.Node;
import dev.holdfast.env.ServerNode;
import dev.holdfast.fault.FaultTargets.Players;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A process that ends without warning and is started again with whatever data survived. */
final class KillFault implements Fault {
    /** A member of an ensemble starts and finds the others again. */
    private static final long REJOIN_MILLIS = 2000;

    private final Victim victim;

    /** Who is killed. */
    enum Victim {
        SERVER(
                "kill",
                "a server is killed (kill -9) and started again at once; a volatile one is empty"
                        + " then"),
        AGENT("kill-agent", "an agent is killed (kill -9) and started again"),
        COORDINATOR(
                "kill-coordinator",
                "a coordinator of a commit protocol is killed (kill -9) and started again"),
        PARTICIPANT(
                "kill-participant",
                "a participant of a commit protocol is killed (kill -9) and started again");

        private final String kind;
        private final String summary;

        Victim(String kind, String summary) {
            this.kind = kind;
            this.summary = summary;
        }

        private List<String> nodes(FaultTargets targets) {
            return switch (this) {
                case SERVER -> targets.servers();
                case AGENT -> targets.players().isPresent() ? List.of() : targets.agents();
                case COORDINATOR -> targets.players().map(Players::coordinators).orElse(List.of());
                case PARTICIPANT -> targets.players().map(Players::participants).orElse(List.of());
            };
        }

        private String lack() {
            return switch (this) {
                case SERVER -> "needs a server, and this subject has none";
                case AGENT -> "is for locks; use kill-coordinator or kill-participant";
                case COORDINATOR -> "is for commit protocols; use kill-agent";
                case PARTICIPANT ->
                        "needs a commit protocol whose participants are agents, and this is none";
            };
        }
    }

    KillFault(Victim victim) {
        this.victim = victim;
    }

    private boolean isServer() {
        return victim == Victim.SERVER;
    }

    @Override
    public String kind() {
        return victim.kind;
    }

    @Override
    public String summary() {
        return victim.summary;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return victim.nodes(targets).isEmpty() ? kind() + " " + victim.lack() : "";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return switch (victim) {
            case SERVER ->
                    persistence == Persistence.VOLATILE
                            ? Hazard.KILL_VOLATILE
                            : Hazard.KILL_DURABLE;
            case AGENT -> Hazard.KILL_AGENT;
            case COORDINATOR -> Hazard.KILL_COORDINATOR;
            case PARTICIPANT -> Hazard.KILL_PARTICIPANT;
        };
    }

    @Override
    public Lane lane() {
        return Lane.NODE;
    }

    @Override
    public boolean leavesService() {
        return !isServer();
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return isServer() ? 200 : 1000;
    }

    @Override
    public long healMillis(FaultTargets targets) {
        return isServer() && !targets.ensembles().isEmpty() ? REJOIN_MILLIS : 0;
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<String> nodes = victim.nodes(targets);
        String target = nodes.get(random.nextInt(nodes.size()));
        // A server that is back within a hold is where forgetting does harm.
        long length =
                Seeds.between(
                        random, isServer() ? 20 : 200, maxLengthMillis(targets.leaseMillis()));
        return new PlannedFault("", kind(), target, 0, length, Map.of());
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        Node node = environment.node(fault.target());
        String before = node.incarnation();
        Effect effect = Effect.begins();
        node.kill();
        return effect.isThere().by(node.isAlive() ? "" : "process " + before + " is gone");
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        Node node = environment.node(fault.target());
        node.start();
        // The next one must not find an ensemble that still does without this one.
        boolean serves = !(node instanceof ServerNode member) || Serving.await(member);
        return node.answers()
                ? "answers as process "
                        + node.incarnation()
                        + (serves ? "" : ", but serves nobody: others of its ensemble are away")
                : "";
    }
}
