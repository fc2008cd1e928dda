package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.PaymentExpectations.AGREEMENT;
import static dev.holdfast.scenario.PaymentExpectations.MONEY;
import static dev.holdfast.scenario.PaymentExpectations.TERMINATION;
import static dev.holdfast.scenario.PaymentExpectations.VALIDITY;
import static dev.holdfast.scenario.PaymentExpectations.inDoubtMeanwhile;
import static dev.holdfast.scenario.PaymentExpectations.nothingCommitted;
import static dev.holdfast.scenario.PaymentExpectations.told;

import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.scenario.PaymentStage.Standing;
import dev.holdfast.scenario.Stage.Injected;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ways in which the article's commit with ZooKeeper breaks when processes end or stand still,
 * each as the shortest schedule that shows it. Its coordinators' sessions last four seconds.
 */
final class ArticleScenarios {
    static final String SEED = "zk-2pc-seed";
    static final String REPAIRED = "zk-2pc-seed-repaired";

    static final String C1 = "coordinator-1";
    static final String C2 = "coordinator-2";
    static final String P1 = "participant-1";
    static final String P2 = "participant-2";

    /** The payment that most scripts are about. */
    static final Payment T = PaymentStage.transfer("t", P1, P2, 10);

    /** The moment between the last vote and the decision. */
    static final Point UNDECIDED = Point.before(Step.DECISION_FORCED);

    /** The moment between a vote and the first look for the decision. */
    static final Point VOTED = Point.after(Step.VOTE_SENT);

    static final Setup SETUP = Setup.of(REPAIRED, 4);

    private ArticleScenarios() {}

    static List<Scenario> all() {
        return List.of(
                asWritten(),
                decisionEndsWithSession(),
                abortedAlone(),
                killedBetweenApplies(),
                resumedCoordinator(),
                ArticleReads.replyLost(),
                ArticleReads.laggingServer(),
                ArticleReads.noMajority(),
                promiseForgotten(),
                ArticleReads.paidTwice(),
                ArticleReads.missedChange());
    }

    /** The parent is there when the second one comes, for it lives as long as the first one's. */
    private static Scenario asWritten() {
        return Scenario.ofPayments(
                SEED + "/b1",
                "as written: an ephemeral node has no children, so nothing is ever prepared",
                Setup.of(SEED, 4),
                List.of(),
                stage -> {
                    Payer a = stage.payer();
                    a.tries(C1, T);
                    a.tries(C2, T);
                },
                told("NoChildrenForEphemerals"),
                told("NodeExists"),
                nothingCommitted(AGREEMENT),
                nothingCommitted(VALIDITY),
                nothingCommitted(MONEY),
                nothingCommitted(TERMINATION));
    }

    private static Scenario decisionEndsWithSession() {
        return Scenario.ofPayments(
                SEED + "/b2",
                "P1 applies the commit; the coordinator is killed and its session ends; P2 looks",
                SETUP,
                List.of("kill-coordinator"),
                stage -> {
                    Standing late = stage.hold(P2, VOTED);
                    stage.payer().pays(C1, T);
                    late.untilReached();
                    stage.untilApplied(P1, T, "commit");
                    stage.inject("kill-coordinator", C1);
                    TransactionNodes.untilGone(stage, T);
                    late.letGo();
                    stage.untilApplied(P2, T, "abort");
                },
                found(AGREEMENT, Kinds.SPLIT_OUTCOME),
                found(MONEY, Kinds.LOST_COMMIT),
                found(MONEY, Kinds.MONEY_NOT_CONSERVED));
    }

    /** Who sends a payment again after an unknown outcome finds nobody who remembers it. */
    private static Scenario abortedAlone() {
        return Scenario.ofPayments(
                SEED + "/b3",
                "the coordinator is killed before its decision; participants are in doubt, then"
                        + " abort by themselves; the payer tries again, which commits",
                SETUP,
                List.of("kill-coordinator"),
                stage -> {
                    Payer a = stage.payer();
                    Payer b = stage.payer();
                    Standing undecided = stage.hold(C1, UNDECIDED);
                    var lost = a.paying(C1, T);
                    undecided.untilReached();
                    stage.inject("kill-coordinator", C1);
                    b.looksAt(P1, C1);
                    lost.join();
                    stage.untilApplied(P1, T, "abort");
                    stage.untilApplied(P2, T, "abort");
                    a.pays(C2, T);
                },
                Expectation.unknown("pay"),
                inDoubtMeanwhile(P1, T),
                found(AGREEMENT, Kinds.SPLIT_OUTCOME));
    }

    private static Scenario killedBetweenApplies() {
        return Scenario.ofPayments(
                SEED + "/b4",
                "P2 is killed after P1 has applied the commit and before it does the same",
                SETUP,
                List.of("kill-participant"),
                stage -> {
                    Standing second = stage.hold(P2, Point.before(Step.APPLIED));
                    stage.payer().pays(C1, T);
                    second.untilReached();
                    stage.untilApplied(P1, T, "commit");
                    stage.inject("kill-participant", P2).heal();
                },
                found(AGREEMENT, Kinds.SPLIT_OUTCOME),
                found(MONEY, Kinds.LOST_COMMIT),
                found(MONEY, Kinds.MONEY_NOT_CONSERVED));
    }

    /**
     * The node that the paused coordinator means is gone. What it finds when it goes on is that of
     * another attempt, in which P2 has no part, and it sets that: no write asks for a version.
     */
    private static Scenario resumedCoordinator() {
        return Scenario.ofPayments(
                SEED + "/b5",
                "a coordinator is paused past its session, all abort; it goes on and commits, while"
                        + " the other one aborts",
                SETUP,
                List.of("pause", "cut"),
                stage -> {
                    Payer a = stage.payer();
                    Payer b = stage.payer();
                    Standing first = stage.hold(C1, UNDECIDED);
                    var committing = a.paying(C1, T);
                    first.untilReached();
                    Injected pause = stage.inject("pause", C1);
                    stage.untilApplied(P1, T, "abort");
                    stage.untilApplied(P2, T, "abort");
                    pause.heal();
                    untilItPays(stage, C1);
                    stage.disturb(
                            "cut",
                            stage.environment().link(C2, P2),
                            Link::refuse,
                            Canary.Outcome.REFUSED);
                    Standing second = stage.hold(C2, UNDECIDED);
                    var aborting = b.paying(C2, T);
                    second.untilReached();
                    first.letGo();
                    committing.join();
                    stage.untilApplied(P1, T, "commit");
                    second.letGo();
                    aborting.join();
                },
                found(AGREEMENT, Kinds.SPLIT_OUTCOME),
                found(MONEY, Kinds.VISIBLE_ABORT),
                found(MONEY, Kinds.LOST_COMMIT),
                found(MONEY, Kinds.MONEY_NOT_CONSERVED));
    }

    /** Until it has a session again: then a payment of somebody else's succeeds. */
    static void untilItPays(PaymentStage stage, String coordinator) throws InterruptedException {
        Payer probe = stage.payer();
        AtomicInteger attempt = new AtomicInteger();
        stage.until(
                coordinator + " to carry out a payment again",
                () -> {
                    Payment other = topUp("probe-" + attempt.incrementAndGet(), "participant-3", 1);
                    return probe.tries(coordinator, other).type() == Outcome.Type.OK;
                });
    }

    private static Payment topUp(String id, String participant, long amount) {
        return new Payment(
                id,
                List.of(
                        new Leg(participant, Payment.CASH, -amount),
                        new Leg(participant, PaymentStage.ACCOUNT, amount)));
    }

    private static Scenario promiseForgotten() {
        return Scenario.ofPayments(
                SEED + "/b10",
                "P2 is killed after its yes and starts again: it has no log of what it agreed to",
                SETUP,
                List.of("kill-participant"),
                stage -> {
                    Standing promised = stage.hold(P2, VOTED);
                    stage.payer().pays(C1, T);
                    promised.untilReached();
                    stage.inject("kill-participant", P2).heal();
                    stage.untilApplied(P1, T, "commit");
                },
                found(AGREEMENT, Kinds.SPLIT_OUTCOME),
                found(MONEY, Kinds.LOST_COMMIT),
                found(MONEY, Kinds.MONEY_NOT_CONSERVED));
    }
}
