package dev.holdfast.impl.zookeeper.commit;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Topology;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two-phase commit through ZooKeeper, as the article's example would have to be.
 *
 * <pre>
 * /holdfast/commit/payments/ID              the payment; version 0 until decided, then the decision
 * /holdfast/commit/payments/ID/PARTICIPANT  that participant's vote
 * /holdfast/commit/inbox/PARTICIPANT/ID     that participant has to do something about it
 * </pre>
 *
 * <p>All nodes are persistent. A coordinator creates the payment and its inbox entries in one
 * transaction. A participant forces its vote to its own disk, then publishes it in a transaction
 * that checks that the payment is undecided. Whoever finds all votes to be yes may decide on
 * commit, whoever finds a no, or loses patience, on abort: by a write that succeeds for version 0
 * only, so there is one decision and nobody changes it. Participants carry it out and empty their
 * inbox.
 *
 * <p><b>Why this is safe.</b> A commit is written by somebody who has seen every yes, and a yes
 * stands for a promise on its participant's disk; it is never withdrawn, and none is published once
 * the payment is decided. A participant acts on the decision only, which it reads after it was
 * written. An answer to the payer is the decision too. Nothing is concluded from the absence of a
 * node, or from a session.
 *
 * <p><b>Why it goes on.</b> Everything that has to be known is in the ensemble, and anybody may
 * decide: a coordinator that is gone keeps nobody in doubt, unlike in two-phase commit with a log
 * of the coordinator's own. Only the ensemble's majority is needed, and one's own link to it.
 * Watches make it quick, but everybody looks again without them.
 *
 * <p><b>What it needs.</b> An ensemble that keeps what it has acknowledged. One that comes back
 * empty leaves who has promised in doubt for ever, and a payer who asks again may get another
 * answer.
 */
public final class ZooKeeperCommit implements CommitSystem {

    @Override
    public String name() {
        return "zk-2pc";
    }

    @Override
    public String summary() {
        return "votes and decisions in ZooKeeper by versioned writes, participants with forced logs";
    }

    @Override
    public Topology topology() {
        return Topology.zooKeeper();
    }

    @Override
    public Cast cast() {
        // They know of each other through ZooKeeper only.
        return Cast.ofAgents().withListening(Set.of());
    }

    @Override
    public Claims claims() {
        return Claims.ofCommit()
                .breaking(Promise.AGREEMENT, Hazard.KILL_VOLATILE)
                .breaking(Promise.MONEY, Hazard.KILL_VOLATILE)
                .breaking(Promise.TERMINATION, Hazard.KILL_VOLATILE);
    }

    @Override
    public Set<Point> points() {
        return EnumSet.complementOf(EnumSet.of(Step.RECOVERED, Step.DECISION_SENT)).stream()
                .flatMap(step -> Stream.of(Point.before(step), Point.after(step)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CommitNode start(CommitSite site) {
        return site.role() == Role.COORDINATOR
                ? new Coordinator(site, Register.open(site))
                : Participant.start(site, Register.open(site));
    }
}
