package dev.holdfast.workload;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.commit.AgreementChecker;
import dev.holdfast.checker.commit.MoneyChecker;
import dev.holdfast.checker.commit.TerminationChecker;
import dev.holdfast.checker.commit.ValidityChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary.Coverage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Payments between accounts that several participants keep: transfers, top-ups, withdrawals; hot
 * accounts, payments that nobody can afford, and those of unknown outcome sent again.
 */
public final class PaymentsWorkload implements Workload {
    @Override
    public String name() {
        return "payments";
    }

    @Override
    public String summary() {
        return "transfers, top-ups and withdrawals between accounts of several participants";
    }

    @Override
    public boolean suits(SubjectDescription subject) {
        return subject.commit().isPresent();
    }

    @Override
    public Map<Promise, Checker> checkers() {
        Map<Promise, Checker> checkers = new EnumMap<>(Promise.class);
        checkers.put(Promise.AGREEMENT, new AgreementChecker());
        checkers.put(Promise.VALIDITY, new ValidityChecker());
        checkers.put(Promise.MONEY, new MoneyChecker());
        checkers.put(Promise.TERMINATION, new TerminationChecker());
        return checkers;
    }

    @Override
    public List<Coverage> coverage(History history, List<String> kinds) {
        return PaymentsCoverage.of(history, kinds);
    }

    @Override
    public boolean hasRecovered(History history, List<String> kinds) {
        return PaymentsCoverage.hasRecovered(history, kinds);
    }

    /** How long a payer waits for any answer, in milliseconds: much longer than agents do. */
    static long answerLimitMillis(long leaseMillis) {
        return 5 * leaseMillis;
    }

    /** Which agent to ask for a participant's statement. */
    public static String teller(Cast cast, String participant, Random random) {
        if (cast.agents(Role.PARTICIPANT).contains(participant)) {
            return participant;
        }
        List<String> coordinators = cast.agents(Role.COORDINATOR);
        return coordinators.get(random.nextInt(coordinators.size()));
    }

    @Override
    public Load start(LoadPlan plan, Environment environment, AgentPool agents, Recorder recorder) {
        Cast cast = plan.cast().orElseThrow();
        LoadControl control = new LoadControl();
        Statements statements = new Statements(plan, cast, agents, recorder);
        String missing = statements.open();
        if (!missing.isEmpty()) {
            control.fail(missing);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.workers(); i++) {
            Thread thread =
                    new Thread(new Payer(plan, cast, i, agents, recorder, control), "payer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        return new PaymentsLoad(statements, control, threads);
    }

    private record PaymentsLoad(Statements statements, LoadControl control, List<Thread> threads)
            implements Load {

        @Override
        public boolean awaitEnd(long millis) throws InterruptedException {
            return Waiting.awaitEnd(threads, millis);
        }

        @Override
        public String failure() {
            return control.failure();
        }

        @Override
        public void observe() throws InterruptedException {
            statements.close();
        }
    }
}
