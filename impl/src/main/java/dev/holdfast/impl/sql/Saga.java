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
 * A saga: local transactions one after the other, each of which can be compensated by another
 * (Garcia-Molina and Salem 1987).
 *
 * <pre>
 * home:                       write the saga down                              running
 * each bank that gives:       take the money, or refuse
 * home, if all have given:    write down that it goes on                       forward, = committed
 * each bank that takes:       add the money
 *
 * home, if one has refused:   write down that it goes back                     back, = aborted
 * each bank that gives:       give the money back, if it was taken
 * home:                       close the saga
 * </pre>
 *
 * <p><b>What it promises.</b> Every saga comes to an end: all its changes are made, or each one
 * that was made is made good; and what the payer is told is which. For that it asks in this order:
 * money that was taken can always be given back, while money that was given might be spent; so
 * whatever may be refused comes before the point of no return, and whatever cannot comes after it.
 * The log is a table in the home; every step is noted in the transaction that takes it, and a step
 * that goes back leaves its note where it finds nothing to undo, so that no step is taken twice and
 * none comes late.
 *
 * <p><b>What it does not.</b> It is no atomic commit. In between everybody sees money that has left
 * one account and reached no other; of a payment that does not happen the accounts show that it
 * began, and that it was taken back. Two that may refuse come to different outcomes for a while. So
 * agreement is not promised, nor that entries are those of payments that happened; the sum of all
 * accounts is right whenever no saga is open.
 */
public final class Saga implements CommitSystem {
    private static final List<String> BANKS = List.of("bank-1", "bank-2", "bank-3");

    @Override
    public String name() {
        return "saga";
    }

    @Override
    public String summary() {
        return "local transactions one after the other, with compensations, its log in a table";
    }

    @Override
    public Topology topology() {
        return Topology.independentPostgres(BANKS);
    }

    @Override
    public Cast cast() {
        return Cast.ofServices(BANKS);
    }

    /** Nobody votes, so validity says nothing. */
    @Override
    public Claims claims() {
        return Claims.only(Promise.TERMINATION)
                .losingWhatServersForget()
                .breaking(Promise.AGREEMENT, Hazard.NONE)
                .breaking(Promise.MONEY, Hazard.NONE);
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
        return new SagaNode(site);
    }
}
