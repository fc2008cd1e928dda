package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A transactional outbox: one local transaction takes the money and writes down what the other
 * banks have to do; a relay carries that to them until each has done it.
 *
 * <pre>
 * bank that gives:   BEGIN  note the payment, take the money, outbox rows   COMMIT   = decided
 * relay:             an open row -&gt;   bank that takes:  BEGIN  add the money  COMMIT
 *                    delete the row
 * </pre>
 *
 * <p><b>Why nothing is lost.</b> The rows are there if and only if the money was taken, and stay
 * until they were delivered; whoever relays ends or begins anew, the row is still there.
 *
 * <p><b>Why it matters who consumes.</b> A relay that ends between delivering and deleting delivers
 * again. The idempotent consumer writes the payment's entry in the same transaction as the balance,
 * and the entry is unique: the second time nothing happens. The naive one adds the money again.
 *
 * <p><b>What it cannot do.</b> What is decided before the others are asked, they cannot refuse: so
 * money may come out of one bank only, beside the cash of the world outside. And for a while money
 * is on its way, which is neither here nor there.
 *
 * <p>The relay reads the tables itself, since a broker between the two would change neither
 * argument: it would deliver at least once, too.
 */
public final class Outbox implements CommitSystem {
    private static final List<String> BANKS = List.of("bank-1", "bank-2", "bank-3");

    private final boolean isIdempotent;

    private Outbox(boolean isIdempotent) {
        this.isIdempotent = isIdempotent;
    }

    /** Whose consumers know what they have done. */
    public static Outbox idempotent() {
        return new Outbox(true);
    }

    /** Whose consumers do whatever arrives. */
    public static Outbox naive() {
        return new Outbox(false);
    }

    @Override
    public String name() {
        return isIdempotent ? "outbox" : "outbox-naive";
    }

    @Override
    public String summary() {
        return isIdempotent
                ? "a table of what is left to do, written with the debit, and a consumer that"
                        + " does it once"
                : "a table of what is left to do, written with the debit, and a consumer that"
                        + " does it each time it hears of it";
    }

    @Override
    public Topology topology() {
        return Topology.independentPostgres(BANKS);
    }

    @Override
    public Cast cast() {
        return Cast.ofServices(BANKS);
    }

    /** Nobody votes: whoever receives cannot refuse. */
    @Override
    public Claims claims() {
        Claims claims =
                Claims.only(Promise.AGREEMENT, Promise.MONEY, Promise.TERMINATION)
                        .losingWhatServersForget();
        return isIdempotent
                ? claims
                : claims.breaking(
                        Promise.MONEY,
                        Hazard.PAUSE,
                        Hazard.CUT,
                        Hazard.LATENCY,
                        Hazard.KILL_AGENT,
                        Hazard.KILL_DURABLE,
                        Hazard.KILL_COORDINATOR,
                        Hazard.KILL_PARTICIPANT,
                        Hazard.CRASH_POINT,
                        Hazard.DUPLICATE);
    }

    @Override
    public Set<Point> points() {
        return EnumSet.of(Step.DECISION_FORCED, Step.DECISION_SENT, Step.APPLIED, Step.ACKNOWLEDGED)
                .stream()
                .flatMap(step -> Stream.of(Point.before(step), Point.after(step)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CommitNode start(CommitSite site) {
        return new OutboxNode(site, isIdempotent);
    }
}
