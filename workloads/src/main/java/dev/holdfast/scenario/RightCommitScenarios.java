package dev.holdfast.scenario;

import static dev.holdfast.scenario.ArticleScenarios.C1;
import static dev.holdfast.scenario.ArticleScenarios.C2;
import static dev.holdfast.scenario.ArticleScenarios.P1;
import static dev.holdfast.scenario.ArticleScenarios.P2;
import static dev.holdfast.scenario.ArticleScenarios.T;
import static dev.holdfast.scenario.ArticleScenarios.VOTED;
import static dev.holdfast.scenario.PaymentExpectations.allKept;

import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.scenario.PaymentStage.Ending;
import dev.holdfast.scenario.PaymentStage.Standing;
import dev.holdfast.scenario.Stage.Injected;
import java.util.List;

/**
 * What breaks the article's commit done to protocols that must survive it: the schedules of the
 * same names, with nothing to be found.
 */
final class RightCommitScenarios {
    private static final String WAL = "wal-2pc";
    private static final String ZOOKEEPER = "zk-2pc";

    private RightCommitScenarios() {}

    static List<Scenario> all() {
        return List.of(
                coordinatorGone(),
                killedBetweenApplies(WAL),
                promiseKept(WAL),
                paidOnce(WAL),
                sessionGone(),
                killedBetweenApplies(ZOOKEEPER),
                promiseKept(ZOOKEEPER),
                paidOnce(ZOOKEEPER));
    }

    /** Who decides on this payment, where one alone does. */
    private static String home(PaymentStage stage) {
        return Home.of(T.id(), stage.cast());
    }

    private static String other(PaymentStage stage) {
        return home(stage).equals(C1) ? C2 : C1;
    }

    private static Setup setup(String subject) {
        return Setup.of(subject, 4);
    }

    /** It has told P1 and nobody else; P2 asks P1. */
    private static Scenario coordinatorGone() {
        Point told = Point.after(Step.DECISION_SENT);
        return Scenario.ofPayments(
                WAL + "/b2",
                "P1 applies the commit; the coordinator ends before it has told P2, who learns it"
                        + " from P1",
                setup(WAL),
                List.of("crash:" + told.label()),
                stage -> {
                    Payer a = stage.payer();
                    Ending ending = stage.endAt(home(stage), told);
                    var unknown = a.paying(home(stage), T);
                    Injected crash = ending.untilEnded();
                    unknown.join();
                    stage.untilApplied(P1, T, "commit");
                    stage.untilApplied(P2, T, "commit");
                    crash.heal();
                    a.pays(other(stage), T);
                },
                allKept(P1, 990, P2, 1010));
    }

    /** The decision outlives whoever made it. */
    private static Scenario sessionGone() {
        return Scenario.ofPayments(
                ZOOKEEPER + "/b2",
                "P1 applies the commit; the coordinator is killed before P2 looks, who finds the"
                        + " decision",
                setup(ZOOKEEPER),
                List.of("kill-coordinator"),
                stage -> {
                    Payer a = stage.payer();
                    Standing late = stage.hold(P2, VOTED);
                    a.pays(C1, T);
                    late.untilReached();
                    stage.untilApplied(P1, T, "commit");
                    stage.inject("kill-coordinator", C1);
                    late.letGo();
                    stage.untilApplied(P2, T, "commit");
                    a.pays(C2, T);
                },
                allKept(P1, 990, P2, 1010));
    }

    private static Scenario killedBetweenApplies(String subject) {
        return restarted(
                subject + "/b4",
                "P2 ends before it applies the commit, which P1 applies; it does so when it is back",
                subject,
                Point.before(Step.APPLIED));
    }

    private static Scenario promiseKept(String subject) {
        return restarted(
                subject + "/b10",
                "P2 ends after its yes and starts again: it does what its log says",
                subject,
                VOTED);
    }

    private static Scenario restarted(String id, String summary, String subject, Point point) {
        return Scenario.ofPayments(
                id,
                summary,
                setup(subject),
                List.of("crash:" + point.label()),
                stage -> {
                    Ending ending = stage.endAt(P2, point);
                    stage.payer().pays(home(stage), T);
                    Injected crash = ending.untilEnded();
                    stage.untilApplied(P1, T, "commit");
                    crash.heal();
                    stage.untilApplied(P2, T, "commit");
                },
                allKept(P1, 990, P2, 1010));
    }

    private static Scenario paidOnce(String subject) {
        return Scenario.ofPayments(
                subject + "/b11",
                "every message is sent twice, the coordinator is killed, the payer sends it again:"
                        + " it is carried out once",
                setup(subject),
                List.of("duplicate", "kill-coordinator"),
                stage -> {
                    Payer a = stage.payer();
                    Injected twice = stage.inject("duplicate", "all agents");
                    a.pays(home(stage), T);
                    stage.untilApplied(P1, T, "commit");
                    stage.untilApplied(P2, T, "commit");
                    twice.heal();
                    stage.inject("kill-coordinator", home(stage)).heal();
                    a.pays(other(stage), T);
                },
                allKept(P1, 990, P2, 1010));
    }
}
