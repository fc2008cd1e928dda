package dev.holdfast.fault;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Node;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A primary falls silent towards its replica, dies, and the replica takes over without what it has
 * not heard. Where sentinels watch, they have it take over: {@link SentinelFailover}.
 *
 * <p>The silence before the death is what asynchronous replication allows at any time; without it
 * the replica of an idle loopback is up to date and nothing is learned.
 */
final class FailoverFault implements Fault {
    static final String LAG = "lag-ms";

    @Override
    public String kind() {
        return "failover";
    }

    @Override
    public String summary() {
        return "replication falls silent, the primary is killed (or cut off from its sentinels),"
                + " the replica is promoted (by its sentinels where it has some)";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.FAILOVER;
    }

    @Override
    public Lane lane() {
        return Lane.NODE;
    }

    @Override
    public boolean leavesService() {
        return true;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return 3000;
    }

    @Override
    public long maxLengthMillis(FaultTargets targets) {
        return targets.watched().isEmpty()
                ? maxLengthMillis(targets.leaseMillis())
                : SentinelFailover.LENGTH_MAX_MILLIS;
    }

    @Override
    public long healMillis(FaultTargets targets) {
        return targets.watched().isEmpty() ? 0 : SentinelFailover.HEAL_MAX_MILLIS;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return targets.replicated().isEmpty()
                ? "failover needs a service with a replica, and this one has none"
                : "";
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<String> services = targets.replicated();
        String target = services.get(random.nextInt(services.size()));
        long lag = Seeds.between(random, 800, 1500);
        if (targets.watched().contains(target)) {
            return SentinelFailover.draw(random, kind(), target, lag);
        }
        return new PlannedFault(
                "", kind(), target, 0, lag + Seeds.between(random, 600, 1500), Map.of(LAG, lag));
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        ServerNode primary = role(fault, environment, true);
        ServerNode replica = role(fault, environment, false);
        if (SentinelFailover.isOne(fault)) {
            return SentinelFailover.inject(fault, environment, primary, replica);
        }
        environment.link(replica.name(), primary.name()).silence(Direction.BOTH);
        pause(fault.parameter(LAG));
        primary.kill();
        List<String> agents = environment.agents().stream().map(Node::name).toList();
        environment.promote(replica.name(), agents);
        return replica.isPrimary() && !primary.isAlive()
                ? "%s is gone, %s says that it is primary".formatted(primary.name(), replica.name())
                : "";
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        if (SentinelFailover.isOne(fault)) {
            return SentinelFailover.heal(environment, servers(fault, environment));
        }
        String fresh = "";
        for (ServerNode node : servers(fault, environment)) {
            if (node.isAlive() && node.isPrimary()) {
                fresh = node.name();
            }
        }
        for (ServerNode node : servers(fault, environment)) {
            if (!node.isAlive()) {
                node.start();
            }
            if (!node.name().equals(fresh) && !fresh.isEmpty()) {
                environment.link(node.name(), fresh).heal();
                environment.link(fresh, node.name()).heal();
                environment.follow(node.name(), fresh);
            }
        }
        return fresh.isEmpty() ? "" : fresh + " is primary, the others follow it";
    }

    private static List<ServerNode> servers(PlannedFault fault, Environment environment) {
        return environment.servers().stream()
                .filter(n -> n.service().equals(fault.target()))
                .toList();
    }

    private static ServerNode role(PlannedFault fault, Environment environment, boolean primary) {
        return servers(fault, environment).stream()
                .filter(n -> n.isAlive() && n.isPrimary() == primary)
                .findFirst()
                .orElseThrow(
                        () ->
                                new EnvironmentException(
                                        "service %s has no %s"
                                                .formatted(
                                                        fault.target(),
                                                        primary ? "primary" : "replica")));
    }

    /** Lets time pass, which is what the fault is about. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
