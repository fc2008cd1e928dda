package dev.holdfast.scenario;

import static dev.holdfast.scenario.ArticleScenarios.C1;
import static dev.holdfast.scenario.ArticleScenarios.C2;
import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.Expectation.unknown;
import static dev.holdfast.scenario.PaymentExpectations.TERMINATION;
import static dev.holdfast.scenario.PaymentExpectations.allKept;
import static dev.holdfast.scenario.PaymentExpectations.holds;
import static dev.holdfast.scenario.PaymentExpectations.recovered;
import static dev.holdfast.scenario.PaymentExpectations.told;
import static dev.holdfast.scenario.PaymentExpectations.totals;

import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.scenario.PaymentStage.Standing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of a payment between two PostgreSQL when something happens between the commit of the
 * one branch and that of the other, or between the votes and the commits.
 */
final class XaScenarios {
    private static final String RAW = "xa-raw";
    private static final String NARAYANA = "xa-narayana";
    private static final String ATOMIKOS = "xa-atomikos";

    private static final String BANK1 = "bank-1";
    private static final String BANK2 = "bank-2";
    private static final Payment T = PaymentStage.transfer("t", BANK1, BANK2, 10);

    /** What PostgreSQL calls waiting for a lock for too long. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private XaScenarios() {}

    static List<Scenario> all() {
        return List.of(
                lostBranch(
                        NARAYANA + "/lost-branch",
                        "bank-2 ends its sessions between the votes and its commit; Narayana takes"
                                + " the branch for lost (pgjdbc 4438)"),
                recovery(NARAYANA),
                lockedRows(),
                lostBranch(
                        RAW + "/rmerr",
                        "bank-2 ends its sessions between the votes and its commit; the coordinator"
                                + " believes the driver that the branch was rolled back (pgjdbc"
                                + " 4438)"),
                duplicate(),
                recovery(ATOMIKOS),
                backendKill());
    }

    private static Setup setup(String subject) {
        return Setup.of(subject, 4);
    }

    private static String subject(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    /** Money that is in a branch which nobody ends is in no account. */
    private static Scenario lostBranch(String id, String summary) {
        return Scenario.ofPayments(
                id,
                summary,
                Setup.of(subject(id), 2),
                List.of("kill"),
                XaScenarios::endBackendBetweenCommits,
                unknown("pay"),
                totals(1990, 2000),
                holds(BANK1, 990),
                holds(BANK2, 1000),
                found(TERMINATION, Kinds.LEFT_IN_DOUBT));
    }

    private static Scenario backendKill() {
        return Scenario.ofPayments(
                ATOMIKOS + "/backend-kill",
                "bank-2 ends its sessions between the votes and its commit; Atomikos finds the"
                        + " branch again",
                setup(ATOMIKOS),
                List.of("kill"),
                XaScenarios::endBackendBetweenCommits,
                allKept(BANK1, 990, BANK2, 1010));
    }

    private static void endBackendBetweenCommits(PaymentStage stage) throws InterruptedException {
        Standing second = stage.hold(C1, Point.before(Step.APPLIED), BANK2);
        var answer = stage.payer().paying(C1, T);
        second.untilReached();
        stage.untilApplied(BANK1, T, "commit");
        stage.inject("kill", BANK2, () -> endBackends(stage, BANK2), () -> "the server lived on");
        second.letGo();
        answer.join();
    }

    /** Each of the bank's sessions is told that an administrator ends it (57P01), and ended. */
    private static String endBackends(PaymentStage stage, String bank) {
        Address address = stage.environment().direct(bank);
        String url = "jdbc:postgresql://" + address + "/postgres?user=postgres&sslmode=disable";
        try (Connection observer = DriverManager.getConnection(url);
                Statement statement = observer.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)),"
                                        + " (SELECT count(*) FROM pg_prepared_xacts) FROM"
                                        + " pg_stat_activity WHERE backend_type = 'client backend'"
                                        + " AND pid <> pg_backend_pid()")) {
            row.next();
            long ended = row.getLong(1);
            return ended > 0 && row.getLong(2) == 1
                    ? ended + " sessions ended with 57P01, one branch prepared"
                    : "";
        } catch (SQLException e) {
            throw new EnvironmentException(bank + " cannot be told: " + e.getMessage(), e);
        }
    }

    private static Scenario recovery(String subject) {
        Expectation[] expected =
                Stream.concat(
                                Stream.of(allKept(BANK1, 990, BANK2, 1010)),
                                Stream.of(unknown("pay"), recovered(T)))
                        .toArray(Expectation[]::new);
        return Scenario.ofPayments(
                subject + "/recovery",
                "the coordinator is killed between the two commits; its recovery ends the other"
                        + " branch",
                setup(subject),
                List.of("kill-coordinator"),
                stage -> {
                    Standing second = stage.hold(C1, Point.before(Step.APPLIED), BANK2);
                    var unknown = stage.payer().paying(C1, T);
                    second.untilReached();
                    stage.untilApplied(BANK1, T, "commit");
                    stage.inject("kill-coordinator", C1).heal();
                    unknown.join();
                },
                expected);
    }

    private static Scenario lockedRows() {
        return Scenario.ofPayments(
                RAW + "/locked-rows",
                "a coordinator without a log is killed between votes and commits: both branches"
                        + " stay, and so do their locks",
                Setup.of(RAW, 2),
                List.of("kill-coordinator"),
                stage -> {
                    Standing voted = stage.hold(C1, Point.before(Step.DECISION_SENT), BANK1);
                    var unknown = stage.payer().paying(C1, T);
                    voted.untilReached();
                    stage.inject("kill-coordinator", C1).heal();
                    unknown.join();
                    stage.payer().tries(C2, PaymentStage.transfer("next", BANK1, BANK2, 1));
                },
                unknown("pay"),
                told(LOCK_NOT_AVAILABLE),
                found(TERMINATION, Kinds.LEFT_IN_DOUBT, 2),
                holds(BANK1, 1000),
                holds(BANK2, 1000));
    }

    private static Scenario duplicate() {
        return Scenario.ofPayments(
                RAW + "/duplicate",
                "every commit is sent twice, and so is the payment: it happens once",
                setup(RAW),
                List.of("duplicate"),
                stage -> {
                    stage.inject("duplicate", "all agents");
                    Payer a = stage.payer();
                    a.pays(C1, T);
                    a.pays(C2, T);
                },
                allKept(BANK1, 990, BANK2, 1010));
    }
}
