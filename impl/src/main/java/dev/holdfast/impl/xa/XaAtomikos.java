package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import java.util.Set;

/**
 * Two-phase commit with presumed abort by Atomikos, its log in the agent's folder, through its
 * pools of connections.
 *
 * <pre>
 * every bank:  start, the changes, end
 * every bank:  prepare
 * force COMMITTING into the log              = committed
 * every bank:  commit
 * TERMINATED into the log
 * </pre>
 *
 * <p>Recovery asks every bank for its prepared branches from time to time, and commits those that
 * the log has as COMMITTING. What bears this manager's name and is not in the log it rolls back,
 * but not before a transaction could have timed out. It does so after a heuristic answer, too,
 * which is what saves a branch that the driver takes for lost (pgjdbc #4438).
 */
public final class XaAtomikos implements CommitSystem {

    @Override
    public String name() {
        return "xa-atomikos";
    }

    @Override
    public String summary() {
        return "JDBC XA on two PostgreSQL by Atomikos, with its log and its recovery";
    }

    @Override
    public Topology topology() {
        return XaCast.topology();
    }

    @Override
    public Cast cast() {
        return XaCast.cast();
    }

    @Override
    public Claims claims() {
        return Claims.ofCommit().losingWhatServersForget();
    }

    @Override
    public Set<Point> points() {
        return XaCast.points();
    }

    @Override
    public CommitNode start(CommitSite site) {
        return new AtomikosNode(site);
    }
}
