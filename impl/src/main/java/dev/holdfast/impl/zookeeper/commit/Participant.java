package dev.holdfast.impl.zookeeper.commit;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.branch.Branch;
import dev.holdfast.impl.commit.branch.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through its inbox: votes on what is undecided, carries out what is decided. After a crash
 * it does the same, for the inbox is as it was, and the log says what was promised.
 */
final class Participant implements CommitNode {
    private static final Logger log = LoggerFactory.getLogger(Participant.class);

    /** How often it looks while it is patient, if nothing tells it to. */
    static final int LOOKS = 8;

    private static final int HANDS = 16;

    private final CommitSite site;
    private final Register register;
    private final Branch branch;
    private final Thread worker;

    /** They advance several payments at once: most of it is waiting for the ensemble. */
    private final ExecutorService hands;

    private final Hint news = new Hint();
    private final Map<String, Task> tasks = new HashMap<>();

    private volatile boolean closed;

    /** A payment of the inbox; for one thread at a time. */
    private static final class Task {
        private final long firstSeenNanos = System.nanoTime();
        private final Hint hint;
        private long nextLookNanos = firstSeenNanos;

        Task(Hint news) {
            this.hint = new Hint(news);
        }

        /** Whether it has changed, or nobody has looked for so long that it may have. */
        boolean isDue(Duration pause) {
            long now = System.nanoTime();
            if (!hint.isNews() && now < nextLookNanos) {
                return false;
            }
            nextLookNanos = now + pause.toNanos();
            return true;
        }
    }

    private Participant(CommitSite site, Register register) {
        this.site = site;
        this.register = register;
        this.branch =
                Branch.open(site.name(), site.folder().resolve("accounts.log"), site.ownOpening());
        this.worker = new Thread(this::work, "inbox");
        worker.setDaemon(true);
        this.hands =
                Executors.newFixedThreadPool(
                        HANDS,
                        task -> {
                            Thread hand = new Thread(task, "hand");
                            hand.setDaemon(true);
                            return hand;
                        });
    }

    static Participant start(CommitSite site, Register register) {
        Participant participant = new Participant(site, register);
        participant.worker.start();
        return participant;
    }

    private void work() {
        while (!closed) {
            try {
                look();
                news.await(pause());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() throws InterruptedException {
        try {
            lookOnce();
        } catch (RuntimeException e) {
            // The ensemble is away, as far as this participant can tell; what is to be done waits
            // in the inbox.
            log.debug("looking again", e);
        }
    }

    private Duration pause() {
        return site.patience().dividedBy(LOOKS);
    }

    private void lookOnce() throws InterruptedException {
        List<String> inbox = register.inboxOf(site.name(), news);
        tasks.keySet().retainAll(Set.copyOf(inbox));
        List<Callable<Boolean>> due = new ArrayList<>();
        for (String id : inbox) {
            Task task = tasks.computeIfAbsent(id, unused -> new Task(news));
            if (task.isDue(pause())) {
                due.add(() -> advance(id, task));
            }
        }
        for (Future<Boolean> done : hands.invokeAll(due)) {
            try {
                boolean unused = done.get();
            } catch (ExecutionException e) {
                log.debug("looking again", e);
            }
        }
    }

    /** Whether there was something to look at. */
    private boolean advance(String id, Task task) throws InterruptedException {
        Optional<Register.View> view = register.look(id, task.hint);
        if (view.isPresent()) {
            advance(view.get(), task);
        }
        return view.isPresent();
    }

    private void advance(Register.View view, Task task) throws InterruptedException {
        Payment payment = view.payment();
        if (view.answer().isPresent()) {
            apply(payment, view.answer().get());
        } else if (!view.votes().containsKey(site.name())) {
            vote(payment);
        } else if (hasWaited(task)) {
            // Whoever should decide does not: anybody may, by the same rule.
            Answer answer = view.outcome().orElse(Answer.aborted("not all have voted in time"));
            site.journal()
                    .<InterruptedException>step(
                            Step.DECISION_FORCED,
                            payment.id(),
                            site.name(),
                            () -> register.decide(payment, answer) ? label(answer) : "");
        }
    }

    private boolean hasWaited(Task task) {
        return System.nanoTime() - task.firstSeenNanos > 2 * site.patience().toNanos();
    }

    private void vote(Payment payment) throws InterruptedException {
        Vote[] vote = new Vote[1];
        site.journal()
                .step(
                        Step.VOTE_FORCED,
                        payment.id(),
                        site.name(),
                        () -> {
                            vote[0] = branch.vote(payment);
                            return vote[0].label();
                        });
        site.journal()
                .<InterruptedException>step(
                        Step.VOTE_SENT,
                        payment.id(),
                        site.name(),
                        () -> {
                            register.vote(payment.id(), site.name(), vote[0]);
                            return vote[0].label();
                        });
    }

    private void apply(Payment payment, Answer answer) throws InterruptedException {
        site.journal()
                .step(
                        Step.APPLIED,
                        payment.id(),
                        site.name(),
                        () -> {
                            branch.decide(payment.id(), answer.isCommitted());
                            return label(answer);
                        });
        site.journal()
                .<InterruptedException>step(
                        Step.ACKNOWLEDGED,
                        payment.id(),
                        site.name(),
                        () -> {
                            register.finish(site.name(), payment.id());
                            return "";
                        });
    }

    private static String label(Answer answer) {
        return answer.isCommitted() ? "commit" : "abort";
    }

    @Override
    public Statement statement(String participant) {
        return branch.statement();
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        hands.shutdownNow();
        register.close();
        branch.close();
    }
}
