package dev.holdfast.fault;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Environment;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The members of an ensemble no longer reach each other, while their clients reach all of them: a
 * client of an isolated leader goes on talking to one that is none any more.
 */
final class PartitionFault implements Fault {
    private static final String SHAPE = "shape";
    private static final String SEAT = "seat";

    /** A candidate that was cut off needs a few elections' time to be seen to be replaced. */
    private static final long LENGTH_MAX_MILLIS = 6000;

    private final boolean silent;

    /** Who no longer hears whom; the seat says who sits first where the shape leaves a choice. */
    enum Shape {
        /** Whoever leads when it starts is alone. */
        LEADER(0),
        /** One that does not lead when it starts is alone. */
        FOLLOWER(1),
        /** As many as a majority can do without are among themselves. */
        MINORITY(2),
        /** Half on either side of one that hears all: of three, only one link is cut. */
        BRIDGE(3),
        /** Each of five hears its two neighbours in a ring: a majority each, no two the same. */
        MAJORITIES_RING(4);

        private final long code;

        Shape(long code) {
            this.code = code;
        }

        /** The shape of a plan. */
        static Shape of(PlannedFault fault) {
            long code = fault.parameter(SHAPE);
            return Stream.of(values())
                    .filter(shape -> shape.code == code)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "fault " + fault.id() + " has no such shape"));
        }
    }

    /**
     * A partition.
     *
     * @param silent nothing passes and nobody is told; else connections end and are refused
     */
    PartitionFault(boolean silent) {
        this.silent = silent;
    }

    @Override
    public String kind() {
        return silent ? "partition-silent" : "partition";
    }

    @Override
    public String summary() {
        return "links between members of an ensemble "
                + (silent ? "swallow everything" : "end and refuse")
                + ": leader, follower or minority alone, or one hears all; of five also a ring";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.SERVERS_CUT;
    }

    @Override
    public Lane lane() {
        return Lane.LINK;
    }

    /** A majority serves again after its election, which may take as long as the fault. */
    @Override
    public boolean leavesService() {
        return false;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return Math.max(leaseMillis * 2, LENGTH_MAX_MILLIS);
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return targets.ensembles().isEmpty()
                ? kind() + " needs an ensemble of three servers or more, and this one has none"
                : "";
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<FaultTargets.Ensemble> ensembles = targets.ensembles();
        FaultTargets.Ensemble target = ensembles.get(random.nextInt(ensembles.size()));
        int members = target.members().size();
        Shape last = members == 5 ? Shape.MAJORITIES_RING : Shape.BRIDGE;
        long longest = maxLengthMillis(targets.leaseMillis());
        return new PlannedFault(
                "",
                kind(),
                target.service(),
                0,
                Seeds.between(random, longest * 5 / 8, longest),
                Map.of(
                        SHAPE,
                        Seeds.between(random, 0, last.code),
                        SEAT,
                        Seeds.between(random, 0, members - 1)));
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        List<String> members = seated(fault, environment);
        Shape shape = Shape.of(fault);
        BiPredicate<Integer, Integer> hears = hears(shape, members.size());
        List<Link> cut = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < members.size(); j++) {
                if (i != j && !hears.test(i, j)) {
                    cut.add(environment.link(members.get(i), members.get(j)));
                }
            }
        }
        Effect effect = Effect.begins();
        for (Link link : cut) {
            if (silent) {
                link.silence(Direction.BOTH);
            } else {
                link.refuse();
            }
        }
        Effect.Seen seen = effect.isThere();
        String proof =
                LinkFault.proof(cut, silent ? Canary.Outcome.SILENT : Canary.Outcome.REFUSED);
        return seen.by(proof.isEmpty() ? "" : words(shape, members) + "; " + proof);
    }

    /** The members so that the one whom the shape is about comes first. */
    private static List<String> seated(PlannedFault fault, Environment environment) {
        List<ServerNode> servers = servers(fault, environment);
        int seat = (int) Math.floorMod(fault.parameter(SEAT), (long) servers.size());
        List<ServerNode> order = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            order.add(servers.get((seat + i) % servers.size()));
        }
        Shape shape = Shape.of(fault);
        boolean leaderFirst = shape == Shape.LEADER;
        boolean followerFirst = shape == Shape.FOLLOWER;
        if (leaderFirst || followerFirst) {
            order.stream()
                    .filter(node -> node.isPrimary() == leaderFirst)
                    .findFirst()
                    .ifPresent(
                            first -> {
                                order.remove(first);
                                order.add(0, first);
                            });
        }
        return order.stream().map(ServerNode::name).toList();
    }

    private static List<ServerNode> servers(PlannedFault fault, Environment environment) {
        List<ServerNode> servers =
                environment.servers().stream()
                        .filter(node -> node.service().equals(fault.target()))
                        .toList();
        if (servers.size() < 3) {
            throw new IllegalArgumentException(fault.target() + " is no ensemble of three or more");
        }
        return servers;
    }

    /** Whether the i-th and the j-th of {@code n} still hear each other. */
    static BiPredicate<Integer, Integer> hears(Shape shape, int n) {
        return switch (shape) {
            case LEADER, FOLLOWER -> (i, j) -> (i == 0) == (j == 0);
            case MINORITY -> (i, j) -> (i < (n - 1) / 2) == (j < (n - 1) / 2);
            case MAJORITIES_RING ->
                    (i, j) -> {
                        int distance = Math.floorMod(i - j, n);
                        return Math.min(distance, n - distance) <= n / 4;
                    };
            case BRIDGE -> (i, j) -> i == 0 || j == 0 || (i <= (n - 1) / 2) == (j <= (n - 1) / 2);
        };
    }

    private static String words(Shape shape, List<String> members) {
        String name = shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (shape) {
            case LEADER, FOLLOWER, BRIDGE -> name + " " + members.get(0);
            case MINORITY ->
                    name + " " + String.join(" and ", members.subList(0, (members.size() - 1) / 2));
            case MAJORITIES_RING -> name + " " + String.join(", ", members);
        };
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        List<String> members = servers(fault, environment).stream().map(ServerNode::name).toList();
        List<Link> links =
                environment.links().stream()
                        .filter(l -> members.contains(l.from()) && members.contains(l.to()))
                        .toList();
        links.forEach(Link::heal);
        return LinkFault.proof(links, Canary.Outcome.ANSWERED);
    }
}
