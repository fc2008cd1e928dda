package dev.holdfast.workload;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.ledger.ResourceChecker;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.lock.Promise;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Payments under locks: acquire, read the account, work, write it back, release; several accounts,
 * waits with and without a limit, work times from the seed.
 */
public final class LockWorkload implements Workload {

    @Override
    public String name() {
        return "lock";
    }

    @Override
    public String summary() {
        return "payments on accounts, each under the account's lock";
    }

    @Override
    public Map<Promise, Checker> checkers() {
        Map<Promise, Checker> checkers = new EnumMap<>(Promise.class);
        checkers.put(Promise.SERVICE, new LockServiceChecker());
        checkers.put(Promise.BELIEF, new BeliefChecker());
        checkers.put(Promise.RESOURCE, new ResourceChecker());
        return checkers;
    }

    /** How long a client waits for any answer: longer than every fault, in milliseconds. */
    static long answerLimitMillis(long leaseMillis) {
        return 6 * leaseMillis + 10_000;
    }

    @Override
    public List<Coverage> coverage(History history, List<String> kinds) {
        return LockCoverage.of(history, kinds);
    }

    @Override
    public Load start(LoadPlan plan, Environment environment, AgentPool agents, Recorder recorder) {
        LoadControl control = new LoadControl();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.workers(); i++) {
            String agent = agents.names().get(i % agents.names().size());
            LockWorker worker = new LockWorker(plan, i, agent, agents, recorder, control);
            Thread thread = new Thread(worker, "worker-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        return new LockLoad(plan, agents, recorder, control, threads);
    }

    private record LockLoad(
            LoadPlan plan,
            AgentPool agents,
            Recorder recorder,
            LoadControl control,
            List<Thread> threads)
            implements Load {

        @Override
        public boolean awaitEnd(long millis) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                thread.join(Math.max(1, left));
                if (thread.isAlive()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String failure() {
            return control.failure();
        }

        @Override
        public void observe() throws InterruptedException {
            // An id that no worker can have: workers go on in steps of their number.
            int id = 1_000_000_000;
            for (int i = 0; i < plan.accounts(); i++) {
                String account = PaymentGenerator.account(i);
                for (int attempt = 0; attempt < 5; attempt++) {
                    String agent = agents.names().get(attempt % agents.names().size());
                    LockProcess observer =
                            new LockProcess(
                                    id++,
                                    agent,
                                    agents,
                                    recorder,
                                    LockProcess.Deadline.of(Duration.ofSeconds(5)));
                    if (observer.read(account, OptionalLong.empty()).type() == Outcome.Type.OK) {
                        break;
                    }
                }
            }
        }
    }
}
