package dev.holdfast.impl.wal;

import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two-phase commit with forced logs, presumed abort, recovery and cooperative termination
 * (Bernstein, Hadzilacos and Goodman 1987, chapter 7; presumed abort: Mohan and Lindsay 1983).
 *
 * <p>Every payment has a home among the coordinators, which alone decides on it, so that a payment
 * that is sent again meets its own decision.
 *
 * <pre>
 * coordinator                      participant
 *   prepare     ---------------&gt;    force the promise, or the refusal
 *               &lt;---------------    yes, or no
 *   all yes: force the commit
 *   else:    force the abort
 *   answer the payer
 *   decide      ---------------&gt;    force the outcome, change the accounts
 *               &lt;---------------    acknowledge
 * </pre>
 *
 * <p><b>Why this is safe.</b> A payment is committed when the home's record of it is on disk, and
 * that needs a promise of every participant, each on its disk. From then on: the payer is told that
 * record and nothing else, also after a crash; a participant with a promise neither aborts by
 * itself nor forgets, and asks until it is told. What has no such record at its home is not
 * committed: the home says so only after it has written the abort down, so it cannot change its
 * mind. A participant whose home does not answer asks the others: one that has an outcome has the
 * home's; one that has refused, or refuses now for ever, has made a commit impossible. If all have
 * promised, nobody but the home knows, and they wait: no protocol of this kind can do better.
 */
public final class WalCommit implements CommitSystem {

    @Override
    public String name() {
        return "wal-2pc";
    }

    @Override
    public String summary() {
        return "two-phase commit with forced logs, presumed abort, recovery, cooperative termination";
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
        return EnumSet.complementOf(EnumSet.of(Step.RECOVERED)).stream()
                .flatMap(step -> Stream.of(Point.before(step), Point.after(step)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CommitNode start(CommitSite site) {
        return site.role() == Role.COORDINATOR
                ? new WalCoordinator(site).begin()
                : new WalParticipant(site).begin();
    }
}
