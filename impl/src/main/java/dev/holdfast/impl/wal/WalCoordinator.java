package dev.holdfast.impl.wal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.commit.peer.Peer;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.commit.peer.Repeating;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on the payments whose home it is, and tells the participants until all have heard.
 *
 * <p>Its protected methods are the rules of the protocol; they are called by several threads at
 * once, and are there to be broken on purpose.
 */
public class WalCoordinator implements CommitNode {
    private static final Logger log = LoggerFactory.getLogger(WalCoordinator.class);

    private final CommitSite site;
    private final Journal journal;
    private final Decisions decisions;
    private final Peers peers;
    private final Map<String, CompletableFuture<Answer>> voting = new HashMap<>();
    private final Map<String, Set<String>> acknowledged = new ConcurrentHashMap<>();
    private @Nullable PeerServer server;
    private @Nullable Repeating teller;

    /** Reads the log; does nothing before {@link #begin}. */
    public WalCoordinator(CommitSite site) {
        this.site = site;
        this.journal = site.journal();
        this.decisions = Decisions.open(site.folder().resolve("decisions.log"));
        this.peers = new Peers(site);
    }

    /** Starts; recovery is nothing but telling what the log says, to whoever may not know. */
    public final WalCoordinator begin() {
        server = Peers.listenInTurn(site, this::answer);
        teller = new Repeating("teller", site.patience(), this::tellAll);
        return this;
    }

    @Override
    public Answer pay(Payment payment) throws InterruptedException {
        site.require(payment);
        String home = Home.of(payment.id(), site.cast());
        return home.equals(site.name()) ? decided(payment) : forwarded(home, payment);
    }

    /**
     * What the home answers.
     *
     * @throws DefiniteFailureException if it was not asked
     * @throws IllegalStateException if nobody knows what it made of it
     */
    protected Answer forwarded(String home, Payment payment) throws InterruptedException {
        Duration limit = site.patience().multipliedBy(4);
        try {
            JsonNode answer = peers.of(home).ask(Messages.about("pay", payment), limit);
            return Messages.answer(answer)
                    .orElseThrow(() -> new IllegalStateException(home + " gave no answer"));
        } catch (PeerException e) {
            if (!e.wasSent()) {
                throw new DefiniteFailureException(String.valueOf(e.getMessage()), e);
            }
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Answer decided(Payment payment) throws InterruptedException {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> others;
        synchronized (voting) {
            Optional<Answer> before = decisions.of(payment.id());
            if (before.isPresent()) {
                return before.get();
            }
            others = voting.putIfAbsent(payment.id(), mine);
        }
        if (others != null) {
            return joined(others);
        }
        try {
            Answer answer = decide(payment);
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (voting) {
                voting.remove(payment.id());
            }
            mine.completeExceptionally(new IllegalStateException("given up"));
        }
    }

    private static Answer joined(CompletableFuture<Answer> others) throws InterruptedException {
        try {
            return others.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("undecided: " + e.getCause(), e);
        }
    }

    /**
     * Decides on a payment that is new here, or was not decided before a crash.
     *
     * @return what the payer is told, and whoever asks: on disk by then
     */
    protected Answer decide(Payment payment) throws InterruptedException {
        Answer standing = force(payment, outcome(askForVotes(payment)));
        tell(payment, standing);
        return standing;
    }

    /** Has the outcome on disk, unless there is one; returns the one that stands. */
    protected final Answer force(Payment payment, Answer outcome) {
        Answer[] standing = new Answer[1];
        journal.step(
                Step.DECISION_FORCED,
                payment.id(),
                site.name(),
                () -> {
                    standing[0] = decisions.decide(payment, outcome);
                    return label(standing[0]);
                });
        return standing[0];
    }

    private static String label(Answer answer) {
        return answer.isCommitted() ? "commit" : "abort";
    }

    /**
     * Asks all participants at once.
     *
     * @return what becomes their votes, in the order of the legs
     */
    protected final Map<String, CompletableFuture<Vote>> askForVotes(Payment payment) {
        Map<String, CompletableFuture<Vote>> asked = new LinkedHashMap<>();
        for (String participant : payment.participants()) {
            try {
                asked.put(participant, prepare(payment, participant).thenApply(Messages::vote));
            } catch (PeerException | IllegalArgumentException e) {
                Vote none = silence(String.valueOf(e.getMessage()));
                asked.put(participant, CompletableFuture.completedFuture(none));
            }
        }
        return asked;
    }

    /** What the votes make of a payment: commit if all are yes, as soon as all are there. */
    protected Answer outcome(Map<String, CompletableFuture<Vote>> asked)
            throws InterruptedException {
        long end = System.nanoTime() + site.patience().toNanos();
        for (Map.Entry<String, CompletableFuture<Vote>> e : asked.entrySet()) {
            Vote vote = vote(e.getKey(), e.getValue(), end);
            if (!vote.isYes()) {
                return Answer.aborted(vote.reason());
            }
        }
        return Answer.COMMITTED;
    }

    /** Waits for a vote until {@code end}, by {@link System#nanoTime}. */
    protected final Vote vote(String participant, CompletableFuture<Vote> asked, long end)
            throws InterruptedException {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        try {
            return peers.of(participant).await(asked, left);
        } catch (PeerException | IllegalArgumentException e) {
            return silence(String.valueOf(e.getMessage()));
        }
    }

    /** Whoever does not answer in time has voted no, as far as this goes. */
    protected Vote silence(String why) {
        return Vote.no(why);
    }

    private CompletableFuture<JsonNode> prepare(Payment payment, String participant)
            throws PeerException {
        Peer peer = peers.of(participant);
        AnswerBox box = new AnswerBox();
        journal.step(
                Step.PREPARE_SENT,
                payment.id(),
                participant,
                () -> {
                    box.answer = send(peer, Messages.about("prepare", payment));
                    return "";
                });
        return box.answer;
    }

    /** What a step made. */
    private static final class AnswerBox {
        private CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    }

    private CompletableFuture<JsonNode> send(Peer peer, ObjectNode message) throws PeerException {
        CompletableFuture<JsonNode> answer = peer.send(message, site.patience());
        if (journal.repeats()) {
            CompletableFuture<JsonNode> unused = peer.send(message, site.patience());
        }
        return answer;
    }

    /** An abort is told once: whoever misses it asks, and is told. */
    protected void tell(Payment payment, Answer answer) {
        for (String participant : payment.participants()) {
            try {
                CompletableFuture<JsonNode> heard = tell(payment.id(), answer, participant);
                if (answer.isCommitted()) {
                    // Acknowledged or not: what is not, the teller tells again.
                    CompletableFuture<Void> unused =
                            heard.thenAccept(ok -> heard(payment, participant));
                }
            } catch (PeerException | IllegalArgumentException e) {
                // The teller, or the participant, tries again.
                log.debug("{} not told of {}", participant, payment.id(), e);
            }
        }
    }

    private CompletableFuture<JsonNode> tell(String id, Answer answer, String participant)
            throws PeerException {
        Peer peer = peers.of(participant);
        AnswerBox box = new AnswerBox();
        journal.step(
                Step.DECISION_SENT,
                id,
                participant,
                () -> {
                    ObjectNode message =
                            Messages.about("decide", id).put("commit", answer.isCommitted());
                    box.answer = send(peer, message);
                    return label(answer);
                });
        return box.answer;
    }

    private void heard(Payment payment, String participant) {
        Set<String> all =
                acknowledged.computeIfAbsent(payment.id(), id -> ConcurrentHashMap.newKeySet());
        all.add(participant);
        if (all.containsAll(payment.participants()) && acknowledged.remove(payment.id()) != null) {
            decisions.heard(payment.id());
        }
    }

    private void tellAll() {
        for (Payment payment : decisions.unheard()) {
            tell(payment, Answer.COMMITTED);
        }
    }

    /** Answers another agent. */
    protected void answer(JsonNode question, PeerServer.Reply reply) {
        switch (Messages.kind(question)) {
            case "pay" -> reply.later(later -> answerPay(Messages.payment(question), later));
            case "outcome" -> reply.later(later -> later.send(presumed(Messages.id(question))));
            default -> throw new IllegalArgumentException("no such question: " + question);
        }
    }

    private void answerPay(Payment payment, PeerServer.Reply reply) {
        try {
            reply.send(Messages.answer(decided(payment)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Presumed abort: of what is neither decided nor being voted on nothing will ever come. */
    private ObjectNode presumed(String payment) {
        synchronized (voting) {
            if (voting.containsKey(payment) && decisions.of(payment).isEmpty()) {
                return Messages.empty();
            }
            return Messages.answer(decisions.abort(payment, "nobody knew of it"));
        }
    }

    @Override
    public void close() {
        if (teller != null) {
            teller.close();
        }
        if (server != null) {
            server.close();
        }
        peers.close();
        decisions.close();
    }
}
