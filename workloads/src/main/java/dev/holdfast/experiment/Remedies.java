package dev.holdfast.experiment;

import dev.holdfast.checker.history.History;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.experiment.Lab.Asked;
import dev.holdfast.experiment.Lab.Bench;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.record.Recorder;
import dev.holdfast.record.Seeds;
import dev.holdfast.run.Subjects;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.LockProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What the article's remedies against deadlocks cost, and what they leave behind: timeout,
 * optimistic locking, retry; and a database's lock beside a distributed one.
 *
 * <p>Clients move money between two accounts, half of them in each direction, and lock the account
 * that they take from first: so they wait for each other.
 */
public final class Remedies implements Experiment {
    private static final int AGENTS = 2;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final long GRACE_MILLIS = 4 * LEASE.toMillis();
    private static final long ABANDON_MILLIS = 3000;
    private static final int CLIENTS_MAX = 32;
    private static final int READS = 5;

    private final Settings settings;
    private final int clients;
    private final List<Remedy> remedies;

    /**
     * As asked.
     *
     * @param clients how many, 2 to 32
     * @param remedies ids of those to compare; empty for all
     */
    public Remedies(Settings settings, int clients, List<String> remedies) {
        if (clients < 2 || clients > CLIENTS_MAX) {
            throw new IllegalArgumentException(
                    "--clients %d is out of range; it must be 2 to %d"
                            .formatted(clients, CLIENTS_MAX));
        }
        this.settings = settings;
        this.clients = clients;
        this.remedies =
                remedies.isEmpty()
                        ? Remedy.all()
                        : remedies.stream()
                                .map(
                                        id ->
                                                dev.holdfast.record.Names.find(
                                                        "remedy", id, Remedy.all(), Remedy::id))
                                .toList();
    }

    /** The ids of all remedies. */
    public static List<String> ids() {
        return Remedy.all().stream().map(Remedy::id).toList();
    }

    @Override
    public String name() {
        return "remedies";
    }

    @Override
    public Findings run(Lab lab) throws InterruptedException {
        Map<String, List<Remedy>> bySubject = new LinkedHashMap<>();
        for (Remedy remedy : remedies) {
            bySubject.computeIfAbsent(remedy.subject(), s -> new ArrayList<>()).add(remedy);
        }
        List<RemedyResult> results = new ArrayList<>();
        for (Map.Entry<String, List<Remedy>> entry : bySubject.entrySet()) {
            Asked asked =
                    new Asked(
                            entry.getKey(),
                            List.of(),
                            Subjects.describe(entry.getKey(), List.of()));
            try (Bench bench = lab.lock(asked, AGENTS, LEASE)) {
                for (Remedy remedy : entry.getValue()) {
                    lab.progress()
                            .now(
                                    "%d/%d remedies: %s, %s"
                                            .formatted(
                                                    results.size() + 1,
                                                    remedies.size(),
                                                    remedy.subject(),
                                                    remedy.words()));
                    results.add(measure(remedy, bench.agents(), lab));
                }
            }
        }
        return RemediesPage.of(results, clients, settings, lab.versions());
    }

    private RemedyResult measure(Remedy remedy, AgentPool agents, Lab lab)
            throws InterruptedException {
        try (Recorder recorder =
                Recorder.open(lab.folder().resolve(remedy.id() + ".jsonl"), List.of())) {
            TransferStage stage = new TransferStage(agents, recorder);
            String one = remedy.id() + "-1";
            String other = remedy.id() + "-2";
            observe(stage, one, other);
            List<TransferClient> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(
                        new TransferClient(
                                remedy,
                                i,
                                i % 4 < 2 ? one : other, // both directions at each agent
                                i % 4 < 2 ? other : one,
                                stage,
                                Seeds.stream(settings.seed(), remedy.id() + "-" + i)));
            }
            double seconds = play(all, stage);
            if (!stage.failure().isEmpty()) {
                throw new EnvironmentException("the clients could not go on: " + stage.failure());
            }
            observe(stage, one, other);
            return result(remedy, seconds, all, stage, recorder.history());
        } catch (IOException e) {
            throw new EnvironmentException("cannot write to %s: %s".formatted(lab.folder(), e), e);
        }
    }

    /** Lets them go on for their time. @return how long it took, in seconds */
    private double play(List<TransferClient> all, TransferStage stage) throws InterruptedException {
        List<Thread> threads = all.stream().map(Thread::new).toList();
        threads.forEach(t -> t.setDaemon(true));
        long begin = System.nanoTime();
        threads.forEach(Thread::start);
        boolean unused = stage.overWithin(settings.part(remedies.size()).toMillis());
        stage.end();
        if (!haveEnded(threads, GRACE_MILLIS)) {
            stage.abandon();
            boolean ignored = haveEnded(threads, ABANDON_MILLIS);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static boolean haveEnded(List<Thread> threads, long millis)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }

    /** Reads both accounts. @throws EnvironmentException if the ledger does not answer */
    private static void observe(TransferStage stage, String... accounts) {
        for (String account : accounts) {
            boolean isRead = false;
            for (int i = 0; !isRead && i < READS; i++) {
                LockProcess observer = stage.observer(i);
                isRead = observer.read(account, OptionalLong.empty()).type() == Outcome.Type.OK;
            }
            if (!isRead) {
                throw new EnvironmentException("account " + account + " cannot be read");
            }
        }
    }

    private static RemedyResult result(
            Remedy remedy,
            double seconds,
            List<TransferClient> all,
            TransferStage stage,
            History history) {
        Map<String, Boolean> transfers = new HashMap<>();
        Histogram latency = new Histogram(3);
        Histogram waits = new Histogram(3);
        for (TransferClient client : all) {
            transfers.putAll(client.transfers());
            latency.add(client.latency());
            waits.add(client.waits());
        }
        return new RemedyResult(
                remedy,
                seconds,
                transfers.values().stream().filter(acknowledged -> acknowledged).count(),
                all.stream().mapToLong(TransferClient::givenUp).sum(),
                all.stream().mapToLong(TransferClient::tries).sum(),
                all.stream().mapToLong(TransferClient::conflicts).sum(),
                stage.graph().deadlocks(),
                all.stream().mapToLong(TransferClient::broken).sum(),
                Latency.of(latency),
                Latency.of(waits),
                Transfers.of(history, transfers));
    }
}
