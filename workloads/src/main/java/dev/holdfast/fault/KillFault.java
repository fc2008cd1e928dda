package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.Node;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A process that ends without warning and is started again with whatever data survived. */
final class KillFault implements Fault {
    /** A member of an ensemble starts and finds the others again. */
    private static final long REJOIN_MILLIS = 2000;

    private final boolean server;

    /** Kills servers, or else agents. */
    KillFault(boolean server) {
        this.server = server;
    }

    @Override
    public String kind() {
        return server ? "kill" : "kill-agent";
    }

    @Override
    public String summary() {
        return server
                ? "a server is killed (kill -9) and started again at once; a volatile one is empty"
                        + " then"
                : "an agent is killed (kill -9) and started again";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        if (!server) {
            return Hazard.KILL_AGENT;
        }
        return persistence == Persistence.VOLATILE ? Hazard.KILL_VOLATILE : Hazard.KILL_DURABLE;
    }

    @Override
    public Lane lane() {
        return Lane.NODE;
    }

    @Override
    public boolean leavesService() {
        return !server;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return server ? 200 : 1000;
    }

    @Override
    public long healMillis(FaultTargets targets) {
        return server && !targets.ensembles().isEmpty() ? REJOIN_MILLIS : 0;
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<String> nodes = server ? targets.servers() : targets.agents();
        String target = nodes.get(random.nextInt(nodes.size()));
        // A server that is back within a hold is where forgetting does harm.
        long length =
                Seeds.between(random, server ? 20 : 200, maxLengthMillis(targets.leaseMillis()));
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
