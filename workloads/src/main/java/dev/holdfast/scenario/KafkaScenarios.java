package dev.holdfast.scenario;

import static dev.holdfast.scenario.ArticleScenarios.P1;
import static dev.holdfast.scenario.ArticleScenarios.P2;
import static dev.holdfast.scenario.ArticleScenarios.T;
import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.PaymentExpectations.TERMINATION;
import static dev.holdfast.scenario.PaymentExpectations.holds;

import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.scenario.PaymentStage.Standing;
import dev.holdfast.scenario.Stage.Injected;
import java.util.List;
import java.util.stream.IntStream;

/** What becomes of a transaction of Kafka's that is open when its broker is killed. */
final class KafkaScenarios {
    private static final String SUBJECT = "kafka-tx";
    private static final String BROKER = "kafka";
    private static final String P3 = "participant-3";

    /** Longer than the broker keeps a transaction open that nobody ends. */
    private static final long AWAY_MILLIS = 6_000;

    private KafkaScenarios() {}

    static List<Scenario> all() {
        return List.of(markersLeftOut());
    }

    /**
     * After kill -9 a broker rolls back what has run out of time before it is let in again. It then
     * takes partitions without a leader for deleted and writes no marker for them, but has the
     * rollback done (KAFKA-20734). The records stay open, and the next marker of this producer
     * decides on them, in each partition for itself.
     */
    private static Scenario markersLeftOut() {
        return Scenario.ofPayments(
                SUBJECT + "/markers-left-out",
                "the broker is killed under an open transaction and rolls it back without telling"
                        + " the partitions; the next commit carries it out in one bank alone"
                        + " (KAFKA-20734)",
                Setup.of(SUBJECT, 3),
                List.of("kill"),
                stage -> {
                    String home = Home.of(T.id(), stage.cast());
                    Standing open = stage.hold(home, Point.before(Step.DECISION_FORCED));
                    var answer = stage.payer().paying(home, T);
                    open.untilReached();
                    Injected kill = stage.inject("kill", BROKER);
                    stage.pause(AWAY_MILLIS);
                    kill.heal();
                    open.letGo();
                    answer.join();
                    Payment next = ofSameHome(stage, home);
                    stage.payer().pays(home, next);
                    stage.untilApplied(P2, next, "commit");
                },
                found(TERMINATION, Kinds.LEFT_IN_DOUBT),
                holds(P1, 1000),
                holds(P2, 1009),
                holds(P3, 1001));
    }

    private static Payment ofSameHome(PaymentStage stage, String home) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> "next-" + i)
                .filter(id -> Home.of(id, stage.cast()).equals(home))
                .map(id -> PaymentStage.transfer(id, P2, P3, 1))
                .findFirst()
                .orElseThrow();
    }
}
