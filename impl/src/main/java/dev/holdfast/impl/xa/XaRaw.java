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
 * Two-phase commit by hand: the XA interface of the driver, and a coordinator without a log.
 *
 * <pre>
 * every bank:  start, the changes, end
 * every bank:  prepare            from here on only commit or rollback ends the branch
 *              &lt;-- the decision is nowhere but in the coordinator's memory
 * every bank:  commit
 * </pre>
 *
 * <p><b>What goes wrong.</b> Who ends after a prepare leaves branches that nobody ends: their rows
 * stay locked, in one bank or in both, and if one was committed money has left it and arrived
 * nowhere. And the coordinator believes what the standard says: {@code XAER_RMERR} on a commit
 * means that the branch was rolled back. This driver says so, too, where the server closed the
 * connection with a word of its own ({@code 57P01}, pgjdbc #4438); then the branch is still there.
 *
 * <p>A bank that is away ({@code XAER_RMFAIL}) is told again for as long as the coordinator lives.
 */
public final class XaRaw implements CommitSystem {

    @Override
    public String name() {
        return "xa-raw";
    }

    @Override
    public String summary() {
        return "JDBC XA on two PostgreSQL by a coordinator that keeps no log";
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
     * Money in a branch that nobody ends is in no account, and its payment in doubt for ever. A
     * prepare whose answer is late may be carried out after it was undone: then there is no money
     * in the branch, but it stays. So does one of which a promoted replica has heard the prepare
     * and not the commit.
     */
    @Override
    public Claims claims() {
        Hazard[] ended = {
            Hazard.KILL_AGENT, Hazard.KILL_COORDINATOR, Hazard.CRASH_POINT, Hazard.KILL_PARTICIPANT
        };
        return Claims.ofCommit()
                .losingWhatServersForget()
                .breaking(Promise.AGREEMENT, Hazard.KILL_DURABLE, ended)
                .breaking(Promise.MONEY, Hazard.KILL_DURABLE, ended)
                .breaking(Promise.TERMINATION, Hazard.KILL_DURABLE, ended)
                .breaking(
                        Promise.TERMINATION,
                        Hazard.PAUSE,
                        Hazard.CUT,
                        Hazard.LATENCY,
                        Hazard.FAILOVER);
    }

    @Override
    public Set<Point> points() {
        return XaCast.points();
    }

    @Override
    public CommitNode start(CommitSite site) {
        return new RawNode(site);
    }
}
