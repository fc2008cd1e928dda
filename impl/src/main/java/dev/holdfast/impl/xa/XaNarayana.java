package dev.holdfast.impl.xa;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Topology;
import java.util.Set;

/**
 * Two-phase commit with presumed abort by Narayana's transaction manager, its object store in the
 * agent's folder, and its recovery manager.
 *
 * <pre>
 * every bank:  start, the changes, end
 * every bank:  prepare
 * force the record of the transaction        = committed
 * every bank:  commit
 * delete the record
 * </pre>
 *
 * <p>After a crash the recovery manager asks every bank for its prepared branches. Those whose
 * transaction has a record are committed; those that bear this manager's name and have none are
 * rolled back, once they were seen twice with some time in between.
 *
 * <p><b>What goes wrong.</b> Where a bank answers a commit with {@code XAER_RMERR}, the manager
 * takes the branch for lost, as the standard has it, and says so as a heuristic outcome. With
 * PostgreSQL's driver the branch may still be there (pgjdbc #4438), prepared, its rows locked: the
 * one bank has committed, and the other's branch is left to people. Where it is the first bank that
 * answers so, the others are rolled back: no money is lost, and its rows stay locked.
 */
public final class XaNarayana implements CommitSystem {

    @Override
    public String name() {
        return "xa-narayana";
    }

    @Override
    public String summary() {
        return "JDBC XA on two PostgreSQL by Narayana, with its log and its recovery";
    }

    @Override
    public Topology topology() {
        return XaCast.topology();
    }

    @Override
    public Cast cast() {
        return XaCast.cast();
    }

    /**
     * A bank that ends while its branch is committed says so with an error that passes for a
     * rollback there (pgjdbc 4438). The other branch is then committed, and money missing; or
     * rolled back, if that bank was the first, although commit was decided. The branch itself stays
     * in doubt for ever.
     */
    @Override
    public Claims claims() {
        return Claims.ofCommit()
                .losingWhatServersForget()
                .breaking(Promise.AGREEMENT, Hazard.KILL_DURABLE, Hazard.KILL_PARTICIPANT)
                .breaking(Promise.MONEY, Hazard.KILL_DURABLE, Hazard.KILL_PARTICIPANT)
                .breaking(Promise.TERMINATION, Hazard.KILL_DURABLE, Hazard.KILL_PARTICIPANT);
    }

    @Override
    public Set<Point> points() {
        return XaCast.points();
    }

    @Override
    public CommitNode start(CommitSite site) {
        return new NarayanaNode(site);
    }
}
