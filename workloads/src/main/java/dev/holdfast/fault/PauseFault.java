package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.Node;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A process that stands still and later goes on as if nothing had happened. */
final class PauseFault implements Fault {
    private final boolean server;

    /** Pauses servers, or else agents. */
    PauseFault(boolean server) {
        this.server = server;
    }

    @Override
    public String kind() {
        return server ? "pause-server" : "pause";
    }

    @Override
    public String summary() {
        return server
                ? "a server stands still (SIGSTOP) for half a lease to one and a half"
                : "an agent stands still (SIGSTOP, as in a long garbage collection) for longer"
                        + " than its lease";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.PAUSE;
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
        return server ? leaseMillis * 3 / 2 : leaseMillis * 2;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return server && targets.servers().isEmpty()
                ? kind() + " needs a server, and this subject has none"
                : "";
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<String> nodes = server ? targets.servers() : targets.agents();
        String target = nodes.get(random.nextInt(nodes.size()));
        long shortest = server ? targets.leaseMillis() / 2 : targets.leaseMillis() * 5 / 4;
        long length = Seeds.between(random, shortest, maxLengthMillis(targets.leaseMillis()));
        return new PlannedFault("", kind(), target, 0, length, Map.of());
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        Node node = environment.node(fault.target());
        Effect effect = Effect.begins();
        node.pause();
        Effect.Seen seen = effect.isThere();
        return seen.by(node.isAlive() && !node.answers() ? "alive but gives no heartbeat" : "");
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        Node node = environment.node(fault.target());
        node.resume();
        return node.answers() ? "heartbeat is back" : "";
    }
}
