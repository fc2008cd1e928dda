package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import dev.holdfast.impl.wal.WalCommit;
import dev.holdfast.impl.wal.WalCoordinator;
import dev.holdfast.impl.wal.WalParticipant;
import java.util.Set;

/** {@link WalCommit} with one of its two roles played wrongly, and its claims. */
abstract class BrokenWal implements CommitSystem {
    private final CommitSystem right = new WalCommit();

    @Override
    public final Topology topology() {
        return right.topology();
    }

    @Override
    public final Claims claims() {
        return right.claims();
    }

    @Override
    public final Set<Point> points() {
        return right.points();
    }

    @Override
    public final CommitNode start(CommitSite site) {
        return site.role() == Role.COORDINATOR
                ? coordinator(site).begin()
                : participant(site).begin();
    }

    /** The right one, if it is not this role that is played wrongly. */
    WalCoordinator coordinator(CommitSite site) {
        return new WalCoordinator(site);
    }

    /** The right one, if it is not this role that is played wrongly. */
    WalParticipant participant(CommitSite site) {
        return new WalParticipant(site);
    }
}
