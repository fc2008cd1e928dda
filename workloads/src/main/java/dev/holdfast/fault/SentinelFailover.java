package dev.holdfast.fault;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.record.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The failover of a service that sentinels watch: nobody promotes anything here, the sentinels are
 * given a reason to.
 *
 * <p>Either the primary dies; or it is cut off from the sentinels and its replica alone, silently,
 * and goes on serving every client that does not know better: two primaries. It ends when the
 * sentinels have made the old primary a replica of the new one, which takes them ten seconds.
 */
final class SentinelFailover {
    /** How long it lasts at most if the sentinels are as quick as they can be. */
    static final long LENGTH_MAX_MILLIS = 6000;

    /** How long the sentinels take to demote the old primary. */
    static final long HEAL_MAX_MILLIS = 12_000;

    /** Whether the primary is killed (1), or cut off (0). */
    static final String KILLS = "kills";

    private static final long LENGTH_MIN_MILLIS = 4500;
    private static final long PROMOTED_LIMIT_MILLIS = 20_000;
    private static final long DEMOTED_LIMIT_MILLIS = 40_000;
    private static final long POLL_MILLIS = 20;

    private SentinelFailover() {}

    static PlannedFault draw(Random random, String kind, String target, long lagMillis) {
        // Mostly not: whoever held a lock of a dead primary is late before there is another one,
        // unless the lease is longer than that takes.
        long kills = Seeds.between(random, 0, 2) / 2;
        long length = Seeds.between(random, LENGTH_MIN_MILLIS, LENGTH_MAX_MILLIS);
        return new PlannedFault(
                "", kind, target, 0, length, Map.of(FailoverFault.LAG, lagMillis, KILLS, kills));
    }

    /** Whether it was drawn here. */
    static boolean isOne(PlannedFault fault) {
        return fault.parameters().containsKey(KILLS);
    }

    static String inject(
            PlannedFault fault, Environment environment, ServerNode primary, ServerNode replica) {
        environment.link(replica.name(), primary.name()).silence(Direction.BOTH);
        FailoverFault.pause(fault.parameter(FailoverFault.LAG));
        String lost = lose(fault, environment, primary);
        if (lost.isEmpty()) {
            return "";
        }
        List<ServerNode> sentinels = sentinels(environment, primary);
        long startNs = System.nanoTime();
        boolean done =
                until(
                        () ->
                                replica.isPrimary()
                                        && sentinels.stream().anyMatch(ServerNode::isPrimary),
                        PROMOTED_LIMIT_MILLIS);
        if (!done) {
            return "";
        }
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        String leader =
                sentinels.stream()
                        .filter(ServerNode::isPrimary)
                        .findFirst()
                        .map(ServerNode::name)
                        .orElse("a sentinel");
        return "%s; %s made %s primary after %d ms%s"
                .formatted(
                        lost,
                        leader,
                        replica.name(),
                        tookMs,
                        primary.isPrimary() ? ", " + primary.name() + " still is one, too" : "");
    }

    /** The primary is lost to its sentinels; how that is known, or empty. */
    private static String lose(PlannedFault fault, Environment environment, ServerNode primary) {
        if (fault.parameter(KILLS) == 1) {
            primary.kill();
            return primary.isAlive() ? "" : primary.name() + " is gone";
        }
        List<Link> links = fromSentinels(environment, primary);
        links.forEach(link -> link.silence(Direction.BOTH));
        return LinkFault.proof(links, Canary.Outcome.SILENT);
    }

    /** Sentinels are the servers of another service that have a link to this one. */
    private static List<Link> fromSentinels(Environment environment, ServerNode node) {
        List<String> others =
                environment.servers().stream()
                        .filter(server -> !server.service().equals(node.service()))
                        .map(ServerNode::name)
                        .toList();
        return environment.links().stream()
                .filter(link -> link.to().equals(node.name()) && others.contains(link.from()))
                .toList();
    }

    private static List<ServerNode> sentinels(Environment environment, ServerNode node) {
        List<String> names = fromSentinels(environment, node).stream().map(Link::from).toList();
        return environment.servers().stream()
                .filter(server -> names.contains(server.name()))
                .toList();
    }

    /** Sentinels ask a server for some seconds before they tell it to follow another. */
    static String heal(Environment environment, List<ServerNode> servers) {
        for (ServerNode node : servers) {
            fromSentinels(environment, node).forEach(Link::heal);
            for (ServerNode other : servers) {
                if (node != other) {
                    environment.link(node.name(), other.name()).heal();
                }
            }
        }
        servers.stream().filter(node -> !node.isAlive()).forEach(ServerNode::start);
        long startNs = System.nanoTime();
        if (!until(() -> isWhole(environment, servers), DEMOTED_LIMIT_MILLIS)) {
            throw new EnvironmentException(
                    "the sentinels did not make one primary of %s within %d s"
                            .formatted(servers, DEMOTED_LIMIT_MILLIS / 1000));
        }
        return "%s is primary, the others follow it, %d ms after healing"
                .formatted(
                        servers.stream().filter(ServerNode::isPrimary).findFirst().orElseThrow(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    }

    private static boolean isWhole(Environment environment, List<ServerNode> servers) {
        return servers.stream().allMatch(ServerNode::answers)
                && servers.stream().filter(ServerNode::isPrimary).count() == 1
                && sentinels(environment, servers.get(0)).stream().allMatch(ServerNode::isServing);
    }

    private static boolean until(BooleanSupplier condition, long limitMillis) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(limitMillis)
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            FailoverFault.pause(POLL_MILLIS);
        }
        return true;
    }
}
