package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who plays in XA, and where it can be made to end. */
final class XaCast {
    private static final List<String> BANKS = List.of("bank-1", "bank-2");

    private XaCast() {}

    static Topology topology() {
        return Topology.independentPostgres(BANKS);
    }

    static Cast cast() {
        return Cast.ofServices(BANKS);
    }

    /**
     * The votes are those of the banks, as their coordinator hears them. The manager's own record
     * of a commit lies between the last vote and the first {@code before-decision-sent}.
     */
    static Set<Point> points() {
        return EnumSet.of(Step.PREPARE_SENT, Step.VOTE_FORCED, Step.DECISION_SENT, Step.APPLIED)
                .stream()
                .flatMap(step -> Stream.of(Point.before(step), Point.after(step)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
