package dev.holdfast.impl.zookeeper.seed;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two-phase commit with ZooKeeper as in an article on payment systems; {@link ArticleTransaction}
 * has its code.
 *
 * <p>What the article leaves open is filled in as a reader would: the coordinator tells the
 * participants what the payment is and asks whether they agree, prepares, and commits if all do,
 * else rolls back. A participant that has agreed watches the transaction's node: a 1 means commit,
 * and a node that is gone means rollback.
 *
 * <p>As written nothing is ever prepared: {@code /transaction} is ephemeral, and ephemeral nodes
 * have no children. Repaired, it is unsafe: the decision ends with the coordinator's session, and
 * whoever looks later takes what was committed for rolled back; participants have no log of what
 * they agreed to, so they forget it when they end; nobody asks again, nobody acknowledges; a
 * payment that is sent again is carried out again.
 */
public final class ArticleCommit implements CommitSystem {
    private final boolean isRepaired;

    private ArticleCommit(boolean isRepaired) {
        this.isRepaired = isRepaired;
    }

    /** Exactly as in the article. */
    public static ArticleCommit asWritten() {
        return new ArticleCommit(false);
    }

    /** With a persistent parent. */
    public static ArticleCommit repaired() {
        return new ArticleCommit(true);
    }

    @Override
    public String name() {
        return isRepaired ? "zk-2pc-seed-repaired" : "zk-2pc-seed";
    }

    @Override
    public String summary() {
        return isRepaired
                ? "the article's commit with ZooKeeper, its parent node made persistent"
                : "the article's commit with ZooKeeper, as written; it cannot prepare anything";
    }

    @Override
    public Topology topology() {
        return Topology.zooKeeper();
    }

    @Override
    public Cast cast() {
        return Cast.ofAgents().withListening(Set.of(Role.PARTICIPANT));
    }

    @Override
    public Claims claims() {
        Claims claims = Claims.ofCommit();
        if (!isRepaired) {
            return claims;
        }
        // A participant's server may lag behind the coordinator's: then the node is not there yet,
        // which passes for rolled back. That takes no fault at all.
        return claims.breaking(Promise.AGREEMENT, Hazard.NONE)
                .breaking(Promise.VALIDITY, Hazard.NONE)
                .breaking(Promise.MONEY, Hazard.NONE)
                .breaking(Promise.TERMINATION, Hazard.NONE);
    }

    @Override
    public Set<Point> points() {
        if (!isRepaired) {
            return Set.of(Point.before(Step.PREPARE_SENT));
        }
        return Stream.of(Step.PREPARE_SENT, Step.VOTE_SENT, Step.DECISION_FORCED, Step.APPLIED)
                .flatMap(step -> Stream.of(Point.before(step), Point.after(step)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CommitNode start(CommitSite site) {
        return site.role() == Role.COORDINATOR
                ? new ArticleCoordinator(site, new ArticleTransaction(isRepaired))
                : ArticleParticipant.start(site);
    }
}
