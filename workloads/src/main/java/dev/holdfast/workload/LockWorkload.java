package dev.holdfast.workload;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.ledger.ResourceChecker;
import dev.holdfast.checker.ledger.UsersChecker;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Work under locks: acquire, work on what the lock protects, release; several locks, waits with and
 * without a limit, work times from the seed. The ways to hold a lock differ in what clients do with
 * it and how that is judged.
 */
public final class LockWorkload implements Workload {
    private final String name;
    private final String summary;
    private final Set<Mode> needs;
    private final Errand errand;
    private final Checker resource;
    private final List<Deed> deeds;

    private LockWorkload(
            String name,
            String summary,
            Set<Mode> needs,
            Errand errand,
            Checker resource,
            List<Deed> deeds) {
        this.name = name;
        this.summary = summary;
        this.needs = Set.copyOf(needs);
        this.errand = errand;
        this.resource = resource;
        this.deeds = List.copyOf(deeds);
    }

    /** Payments, each under the account's lock. */
    public static LockWorkload exclusive() {
        return new LockWorkload(
                "lock",
                "payments on accounts, each under the account's lock",
                Set.of(Mode.EXCLUSIVE),
                Errands::pay,
                new ResourceChecker(),
                List.of(Deed.of("acquire"), Deed.of("write")));
    }

    /** Payments under the write lock, and looks at the account under the read lock. */
    public static LockWorkload readWrite() {
        return new LockWorkload(
                "rw",
                "payments under write locks, and accounts read twice under read locks",
                Set.of(Mode.EXCLUSIVE, Mode.SHARED),
                Errands::payOrLook,
                new ResourceChecker(),
                List.of(Deed.acquire("read"), Deed.acquire("write"), Deed.of("write")));
    }

    /** A pool of what only so many may use at once. */
    public static LockWorkload semaphore() {
        return new LockWorkload(
                "semaphore",
                "pools that only so many clients may use at once, each use under a permit",
                Set.of(Mode.PERMIT),
                Errands::use,
                new UsersChecker(),
                List.of(Deed.of("acquire"), Deed.of("write")));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    /** What clients ask of a lock. */
    Set<Mode> needs() {
        return needs;
    }

    @Override
    public boolean suits(SubjectDescription subject) {
        return subject.commit().isEmpty() && subject.sharing().modes().containsAll(needs);
    }

    @Override
    public int demands() {
        return needs.size();
    }

    @Override
    public Map<Promise, Checker> checkers() {
        Map<Promise, Checker> checkers = new EnumMap<>(Promise.class);
        checkers.put(Promise.SERVICE, new LockServiceChecker());
        checkers.put(Promise.BELIEF, new BeliefChecker());
        checkers.put(Promise.RESOURCE, resource);
        return checkers;
    }

    /** How long a client waits for any answer: longer than every fault, in milliseconds. */
    static long answerLimitMillis(long leaseMillis) {
        return 6 * leaseMillis + 10_000;
    }

    @Override
    public List<Coverage> coverage(History history, List<String> kinds) {
        return RunCoverage.of(history, kinds, deeds);
    }

    @Override
    public boolean hasRecovered(History history, List<String> kinds) {
        return RunCoverage.hasRecovered(history, kinds, deeds);
    }

    @Override
    public Load start(
            LoadPlan asked, Environment environment, AgentPool agents, Recorder recorder) {
        LoadPlan plan = crowded(asked);
        LoadControl control = new LoadControl();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.workers(); i++) {
            String agent = agents.names().get(i % agents.names().size());
            LockWorker worker = new LockWorker(plan, errand, i, agent, agents, recorder, control);
            Thread thread = new Thread(worker, "worker-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        return new LockLoad(
                needs.contains(Mode.PERMIT) ? 0 : plan.accounts(),
                agents,
                recorder,
                control,
                threads);
    }

    /** Permits that nobody has to wait for show nothing: twice as many clients as permits. */
    private static LoadPlan crowded(LoadPlan plan) {
        int enough = Math.max(1, plan.workers() / (2 * plan.sharing().permits()));
        return new LoadPlan(
                plan.seed(),
                plan.workers(),
                plan.sharing().permits() == 1 ? plan.accounts() : Math.min(plan.accounts(), enough),
                plan.ratePerSecond(),
                plan.leaseMillis(),
                plan.sharing(),
                plan.cast());
    }

    private record LockLoad(
            int accounts, // that outlive a hold
            AgentPool agents,
            Recorder recorder,
            LoadControl control,
            List<Thread> threads)
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
            // An id that no worker can have: workers go on in steps of their number.
            int id = 1_000_000_000;
            for (int i = 0; i < accounts; i++) {
                String account = PaymentGenerator.account(i);
                for (int attempt = 0; attempt < 5; attempt++) {
                    String agent = agents.names().get(attempt % agents.names().size());
                    LockProcess observer =
                            new LockProcess(
                                    id++,
                                    agent,
                                    agents,
                                    recorder,
                                    Waiting.Deadline.of(Duration.ofSeconds(5)));
                    if (observer.read(account, OptionalLong.empty()).type() == Outcome.Type.OK) {
                        break;
                    }
                }
            }
        }
    }
}
