package dev.holdfast.scenario;

import static dev.holdfast.scenario.ArticleScenarios.C1;
import static dev.holdfast.scenario.ArticleScenarios.C2;
import static dev.holdfast.scenario.ArticleScenarios.P1;
import static dev.holdfast.scenario.ArticleScenarios.P2;
import static dev.holdfast.scenario.ArticleScenarios.SEED;
import static dev.holdfast.scenario.ArticleScenarios.SETUP;
import static dev.holdfast.scenario.ArticleScenarios.T;
import static dev.holdfast.scenario.ArticleScenarios.UNDECIDED;
import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.PaymentExpectations.AGREEMENT;
import static dev.holdfast.scenario.PaymentExpectations.MONEY;
import static dev.holdfast.scenario.PaymentExpectations.TERMINATION;
import static dev.holdfast.scenario.PaymentExpectations.told;
import static dev.holdfast.scenario.PaymentExpectations.undecided;
import static dev.holdfast.scenario.PaymentExpectations.valid;

import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.env.Direction;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.scenario.PaymentStage.Standing;
import dev.holdfast.scenario.Stage.Injected;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The ways in which the article's commit with ZooKeeper breaks by what is read there, by whom and
 * when, each as the shortest schedule that shows it.
 */
final class ArticleReads {
    /**
     * A follower that hears its leader so late is behind, and still one: it would give up after a
     * second of silence.
     */
    private static final Duration LAG = Duration.ofMillis(600);

    /** A lease with which sessions last longer than it takes to start two servers again. */
    private static final int OUTLASTING_SECONDS = 8;

    private ArticleReads() {}

    /** The payer is not told that it was aborted, but that nobody knows; and so for good. */
    static Scenario replyLost() {
        return Scenario.ofPayments(
                SEED + "/b6",
                "the reply to the decision is lost: all have carried it out, and nobody can tell the"
                        + " payer, who is refused when he asks again",
                SETUP,
                List.of("cut-one-way"),
                stage -> {
                    Payer a = stage.payer();
                    Standing undecided = stage.hold(C1, UNDECIDED);
                    var unknown = a.paying(C1, T);
                    undecided.untilReached();
                    List<Link> links = stage.links(C1, TransactionNodes.SERVICE);
                    Injected mute =
                            stage.disturb(
                                    "cut-one-way",
                                    C1,
                                    links,
                                    l -> l.delay(Direction.DOWNSTREAM, Duration.ofMinutes(5)),
                                    Canary.Outcome.SILENT);
                    undecided.letGo();
                    stage.untilApplied(P1, T, "commit");
                    stage.untilApplied(P2, T, "commit");
                    links.forEach(Link::dropConnections);
                    mute.heal();
                    unknown.join();
                    a.tries(C2, T);
                },
                Expectation.unknown("pay"),
                told("NodeExists"),
                valid(AGREEMENT),
                valid(MONEY));
    }

    /** No node is what a rollback leaves; so it is what has not yet come. */
    static Scenario laggingServer() {
        return Scenario.ofPayments(
                SEED + "/b7",
                "P2 reads from a follower that is behind: the transaction is not there yet, which"
                        + " passes for rolled back",
                SETUP,
                List.of("cut", "latency"),
                stage -> {
                    ServerNode leader = member(stage, true);
                    ServerNode follower = member(stage, false);
                    Payer a = stage.payer();
                    for (String other : List.of(C1, P1)) {
                        refuse(stage, other, l -> l.to().equals(follower.name()));
                    }
                    refuse(stage, P2, l -> !l.to().equals(follower.name()));
                    // Whoever lost its server has found another one.
                    ArticleScenarios.untilItPays(stage, C1);
                    Payment before = PaymentStage.transfer("before", P1, P2, 1);
                    a.pays(C1, before);
                    stage.untilEnded(P1, before);
                    stage.untilEnded(P2, before);
                    stage.disturb(
                            "latency",
                            stage.environment().link(follower.name(), leader.name()),
                            l -> l.delay(Direction.DOWNSTREAM, LAG),
                            Canary.Outcome.SILENT);
                    a.pays(C1, T);
                    stage.untilApplied(P1, T, "commit");
                    stage.untilApplied(P2, T, "abort");
                },
                found(AGREEMENT, Kinds.SPLIT_OUTCOME),
                found(MONEY, Kinds.LOST_COMMIT),
                found(MONEY, Kinds.MONEY_NOT_CONSERVED));
    }

    private static ServerNode member(PaymentStage stage, boolean isLeader) {
        return TransactionNodes.servers(stage).stream()
                .filter(server -> server.isPrimary() == isLeader)
                .findFirst()
                .orElseThrow(() -> new EnvironmentException("no leader, or no follower"));
    }

    private static void refuse(PaymentStage stage, String agent, Predicate<Link> which) {
        stage.disturb(
                "cut",
                agent,
                stage.links(agent, TransactionNodes.SERVICE).stream().filter(which).toList(),
                Link::refuse,
                Canary.Outcome.REFUSED);
    }

    /**
     * With two of three servers gone nobody decides; once they are back, nobody does either. The
     * coordinator's session has to outlast that: its end would be taken for an abort.
     */
    static Scenario noMajority() {
        return Scenario.ofPayments(
                SEED + "/b8",
                "two of three servers are killed before the decision: nobody decides, and nobody"
                        + " does when they are back",
                Setup.of(ArticleScenarios.REPAIRED, OUTLASTING_SECONDS),
                List.of("kill"),
                stage -> {
                    Payer a = stage.payer();
                    Standing undecided = stage.hold(C1, UNDECIDED);
                    var unknown = a.paying(C1, T);
                    undecided.untilReached();
                    List<ServerNode> servers = TransactionNodes.servers(stage);
                    List<Injected> kills =
                            servers.stream()
                                    .limit(2)
                                    .map(server -> stage.inject("kill", server.name()))
                                    .toList();
                    stage.until(
                            "the last server to serve nobody", () -> !servers.get(2).isServing());
                    undecided.letGo();
                    unknown.join();
                    kills.forEach(Injected::heal);
                },
                Expectation.unknown("pay"),
                undecided(T),
                found(TERMINATION, Kinds.LEFT_IN_DOUBT, 2));
    }

    /** Nobody remembers a payment whose node is gone, so who sends it again pays again. */
    static Scenario paidTwice() {
        Payment topUp =
                new Payment(
                        "t",
                        List.of(
                                new Leg(P1, Payment.CASH, -10),
                                new Leg(P2, PaymentStage.ACCOUNT, 10)));
        return Scenario.ofPayments(
                SEED + "/b11",
                "a top-up is carried out, its coordinator ends; the payer sends it again, and it is"
                        + " carried out again",
                SETUP,
                List.of("kill-coordinator"),
                stage -> {
                    Payer a = stage.payer();
                    a.pays(C1, topUp);
                    stage.untilApplied(P1, topUp, "commit");
                    stage.untilApplied(P2, topUp, "commit");
                    stage.inject("kill-coordinator", C1);
                    TransactionNodes.untilGone(stage, topUp);
                    a.pays(C2, topUp);
                    stage.untilApplied(P1, topUp, "commit", 2);
                    stage.untilApplied(P2, topUp, "commit", 2);
                },
                found(MONEY, Kinds.APPLIED_TWICE));
    }

    /** A coordinator that is shut down ends its session at once. */
    static Scenario missedChange() {
        return Scenario.ofPayments(
                SEED + "/b12",
                "P2 stands still while the decision is written and its coordinator shuts down: of two"
                        + " changes its watch tells one, and it sees the second only",
                SETUP,
                List.of("pause"),
                stage -> {
                    Payer a = stage.payer();
                    Standing undecided = stage.hold(C1, UNDECIDED);
                    var paid = a.paying(C1, T);
                    undecided.untilReached();
                    Injected pause = stage.inject("pause", P2);
                    undecided.letGo();
                    stage.untilApplied(P1, T, "commit");
                    paid.join();
                    shutDown(stage, C1);
                    TransactionNodes.untilGone(stage, T);
                    pause.heal();
                    stage.untilApplied(P2, T, "abort");
                },
                found(AGREEMENT, Kinds.SPLIT_OUTCOME),
                found(MONEY, Kinds.LOST_COMMIT),
                found(MONEY, Kinds.MONEY_NOT_CONSERVED));
    }

    private static void shutDown(PaymentStage stage, String agent) {
        stage.inject(
                "shut-down",
                agent,
                () -> {
                    stage.tell(agent, AgentConnection::shutdown);
                    return "told to end";
                },
                () -> {
                    stage.node(agent).start();
                    return stage.node(agent).answers() ? "answers again" : "";
                });
    }
}
