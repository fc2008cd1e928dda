package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * All servers are killed (kill -9) and started again: one after the other, each when the one before
 * does its work again, or all at once.
 */
final class RestartFault implements Fault {
    private static final String JOINT = "+";

    /** From the start of the servers to the first that leads; on a busy machine it is more. */
    private static final long ELECTION_MILLIS = 5000;

    private final boolean rolling;

    /** Restarts the servers one after the other, or else all at once. */
    RestartFault(boolean rolling) {
        this.rolling = rolling;
    }

    @Override
    public String kind() {
        return rolling ? "rolling-restart" : "kill-all";
    }

    @Override
    public String summary() {
        return rolling
                ? "every server is killed and started again, one when the other is back"
                : "all servers are killed at once and started again";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return persistence == Persistence.VOLATILE ? Hazard.KILL_VOLATILE : Hazard.KILL_DURABLE;
    }

    @Override
    public Lane lane() {
        return Lane.NODE;
    }

    /** Clients may need as long to find another server as it takes. */
    @Override
    public boolean leavesService() {
        return false;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return rolling ? 12_000 : 1000;
    }

    @Override
    public long healMillis(FaultTargets targets) {
        return rolling || targets.ensembles().isEmpty() ? 0 : ELECTION_MILLIS;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return targets.servers().size() < 2
                ? kind() + " needs an ensemble or several servers, and this one has a single server"
                : "";
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        long length =
                rolling
                        ? Math.min(12_000, 3000L * targets.servers().size())
                        : Seeds.between(random, 100, 1000);
        List<String> order = new ArrayList<>(targets.servers());
        Collections.shuffle(order, random);
        return new PlannedFault("", kind(), String.join(JOINT, order), 0, length, Map.of());
    }

    private static List<ServerNode> servers(PlannedFault fault, Environment environment) {
        List<ServerNode> servers = new ArrayList<>();
        for (String name : fault.target().split(Pattern.quote(JOINT), -1)) {
            environment.servers().stream()
                    .filter(node -> node.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            servers::add,
                            () -> {
                                throw new IllegalArgumentException("no server " + name);
                            });
        }
        return servers;
    }

    /**
     * Kills all, or of those that follow each other the first; {@link #proceed} does the others.
     */
    @Override
    public String inject(PlannedFault fault, Environment environment) {
        List<ServerNode> servers = servers(fault, environment);
        List<String> seen = new ArrayList<>();
        Effect effect = Effect.begins();
        for (ServerNode node : rolling ? servers.subList(0, 1) : servers) {
            node.kill();
            if (node.isAlive()) {
                return "";
            }
            seen.add(node.name() + " " + node.incarnation() + " is gone");
        }
        if (rolling) {
            servers.subList(1, servers.size())
                    .forEach(n -> seen.add("next " + n.name() + " " + n.incarnation()));
        }
        return effect.isThere().by(String.join(", ", seen));
    }

    @Override
    public void proceed(PlannedFault fault, Environment environment, BooleanSupplier isOver) {
        if (!rolling) {
            return;
        }
        for (ServerNode node : servers(fault, environment)) {
            if (isOver.getAsBoolean()) {
                return;
            }
            node.kill();
            node.start();
            Serving.require(node);
        }
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        List<ServerNode> servers = servers(fault, environment);
        // Together: the first of an ensemble waits for a majority.
        servers.parallelStream().filter(node -> !node.isAlive()).forEach(ServerNode::start);
        servers.forEach(Serving::require);
        return "all serve again: "
                + String.join(
                        ", ", servers.stream().map(n -> n.name() + " " + n.incarnation()).toList());
    }
}
