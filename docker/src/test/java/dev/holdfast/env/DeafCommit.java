package dev.holdfast.env;

import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import java.util.List;
import java.util.Set;

/** A protocol whose agents do not listen for each other, although its cast says so. */
public final class DeafCommit implements CommitSystem {

    @Override
    public String name() {
        return "deaf";
    }

    @Override
    public String summary() {
        return "nobody listens";
    }

    @Override
    public Topology topology() {
        return new Topology(List.of());
    }

    @Override
    public Claims claims() {
        return Claims.ofCommit();
    }

    @Override
    public Set<Point> points() {
        return Set.of(Point.before(Step.APPLIED));
    }

    @Override
    public CommitNode start(CommitSite site) {
        return () -> {};
    }
}
