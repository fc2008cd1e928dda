package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * All servers are killed (kill -9) and started again: one after the other, each when the one before
 * does its work again, or all at once.
 */
final class RestartFault implements Fault {
    private static final String JOINT = "+";
    private static final long SERVING_LIMIT_MILLIS = 20_000;
    private static final long POLL_MILLIS = 50;

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

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        List<ServerNode> servers = servers(fault, environment);
        List<String> seen = new ArrayList<>();
        for (ServerNode node : servers) {
            String before = node.incarnation();
            node.kill();
            if (node.isAlive()) {
                return "";
            }
            seen.add(node.name() + " " + before + " is gone");
            if (rolling) {
                node.start();
                awaitServing(node);
            }
        }
        return String.join(", ", seen);
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        List<ServerNode> servers = servers(fault, environment);
        // Together: the first of an ensemble waits for a majority.
        servers.parallelStream().filter(node -> !node.isAlive()).forEach(ServerNode::start);
        servers.forEach(RestartFault::awaitServing);
        return "all serve again: "
                + String.join(
                        ", ", servers.stream().map(n -> n.name() + " " + n.incarnation()).toList());
    }

    private static void awaitServing(ServerNode node) {
        long startNs = System.nanoTime();
        while (!node.isServing()) {
            if (System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(SERVING_LIMIT_MILLIS)) {
                throw new EnvironmentException(
                        "%s does not serve within %d s after its restart"
                                .formatted(node.name(), SERVING_LIMIT_MILLIS / 1000));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EnvironmentException("interrupted while " + node + " restarts", e);
            }
        }
    }
}
