package dev.holdfast.impl.kafka;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a coordinator that decides: it takes proposals in turn, and the first one for a
 * payment stands. Those that wait at the same time share a transaction. Whatever fails, it begins
 * anew and goes on.
 */
final class Scribe implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scribe.class);

    private static final int TOGETHER_MAX = 16;
    private static final long LOOK_MILLIS = 500;
    private static final long RETRY_MILLIS = 200;

    private final CommitSite site;
    private final KafkaClients clients;
    private final BlockingQueue<Proposal> proposals = new LinkedBlockingQueue<>();
    private final Map<String, Proposal> waiting = new ConcurrentHashMap<>();
    private final Map<String, Answer> decided = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Life life;
    private long readTo;

    private record Proposal(Decision decision, CompletableFuture<Answer> standing) {}

    /** Starts; what was decided before is read first. */
    Scribe(CommitSite site, KafkaClients clients) {
        this.site = site;
        this.clients = clients;
        this.thread = new Thread(this::work, "scribe");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is decided on the payment, as far as is known; empty for a while after a start. */
    Optional<Answer> decision(String payment) {
        return Optional.ofNullable(decided.get(payment));
    }

    /**
     * Decides so, unless there is a decision, or another proposal waits.
     *
     * @return becomes the decision that stands, however long the broker is away
     */
    CompletableFuture<Answer> propose(Decision decision) {
        Proposal proposal = new Proposal(decision, new CompletableFuture<>());
        Proposal first = waiting.putIfAbsent(decision.payment().id(), proposal);
        if (first != null) {
            return first.standing();
        }
        proposals.add(proposal);
        if (closed) {
            giveUp();
        }
        return proposal.standing();
    }

    private void work() {
        List<Proposal> batch = new ArrayList<>();
        try {
            while (!closed) {
                try {
                    Life present = living();
                    if (batch.isEmpty()) {
                        take(batch);
                    }
                    write(present, batch);
                    batch.clear();
                } catch (RuntimeException e) {
                    // Whether the last transaction happened can be told by the next life only.
                    log.info("beginning anew: {}", e.toString());
                    endLife();
                    Thread.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            endLife();
            giveUp();
        }
    }

    private Life living() throws InterruptedException {
        Life present = life;
        if (present == null) {
            clients.makeTopics();
            present = new Life(site, clients);
            life = present;
            present.begin();
            readTo = present.read(readTo, this::note);
        }
        return present;
    }

    private void note(Decision decision) {
        decided.putIfAbsent(decision.payment().id(), decision.answer());
    }

    private void take(List<Proposal> batch) throws InterruptedException {
        Proposal first = proposals.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            proposals.drainTo(batch, TOGETHER_MAX - 1);
        }
    }

    private void write(Life present, List<Proposal> batch) throws InterruptedException {
        List<Decision> open =
                batch.stream()
                        .map(Proposal::decision)
                        .filter(d -> !decided.containsKey(d.payment().id()))
                        .toList();
        if (!open.isEmpty()) {
            present.write(open);
            open.forEach(this::note);
        }
        for (Proposal proposal : batch) {
            String id = proposal.decision().payment().id();
            waiting.remove(id);
            proposal.standing().complete(decided.get(id));
        }
    }

    private void endLife() {
        Life present = life;
        life = null;
        if (present != null) {
            present.close();
        }
    }

    private void giveUp() {
        waiting.values()
                .forEach(
                        p ->
                                p.standing()
                                        .completeExceptionally(
                                                new IllegalStateException("closed")));
    }

    @Override
    public void close() {
        closed = true;
        Life present = life;
        if (present != null) {
            present.close();
        }
        thread.interrupt();
    }
}
