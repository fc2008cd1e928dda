package dev.holdfast.impl.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.commit.peer.Peer;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for votes on the payments whose home it is, and has its {@link Scribe} decide. */
final class KafkaCoordinator implements CommitNode {
    /** In times of patience. */
    private static final int DECISION_LIMIT = 6;

    private static final int FORWARD_LIMIT = 8;

    private final CommitSite site;
    private final Peers peers;
    private final Scribe scribe;

    /** Payments that are being voted on: nobody else's doubt ends them. */
    private final Set<String> voting = ConcurrentHashMap.newKeySet();

    private final PeerServer server;

    private KafkaCoordinator(CommitSite site, KafkaClients clients) {
        this.site = site;
        this.peers = new Peers(site);
        this.scribe = new Scribe(site, clients);
        this.server = Peers.listen(site, this::answer);
    }

    /** Starts; what it decided in earlier lives is read meanwhile. */
    static KafkaCoordinator start(CommitSite site, KafkaClients clients) {
        return new KafkaCoordinator(site, clients);
    }

    @Override
    public Answer pay(Payment payment) throws InterruptedException {
        site.require(payment);
        String home = Home.of(payment.id(), site.cast());
        return home.equals(site.name()) ? decided(payment) : forwarded(home, payment);
    }

    private Answer forwarded(String home, Payment payment) throws InterruptedException {
        Duration limit = site.patience().multipliedBy(FORWARD_LIMIT);
        try {
            return Messages.answer(peers.of(home).ask(Messages.about("pay", payment), limit));
        } catch (PeerException e) {
            if (!e.wasSent()) {
                throw new DefiniteFailureException(String.valueOf(e.getMessage()), e);
            }
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Answer decided(Payment payment) throws InterruptedException {
        Optional<Answer> before = scribe.decision(payment.id());
        if (before.isPresent()) {
            return before.get();
        }
        voting.add(payment.id());
        CompletableFuture<Answer> standing;
        try {
            standing = scribe.propose(Decision.of(payment, outcomeOfVotes(payment)));
        } finally {
            voting.remove(payment.id());
        }
        try {
            Duration limit = site.patience().multipliedBy(DECISION_LIMIT);
            return standing.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not decided yet: " + e, e);
        }
    }

    /** Asks all at once. Whoever does not answer in time has voted no, as far as this goes. */
    private Answer outcomeOfVotes(Payment payment) throws InterruptedException {
        Map<String, CompletableFuture<JsonNode>> asked = new LinkedHashMap<>();
        try {
            for (String participant : payment.participants()) {
                asked.put(participant, prepare(payment, participant));
            }
            long end = System.nanoTime() + site.patience().toNanos();
            for (Map.Entry<String, CompletableFuture<JsonNode>> e : asked.entrySet()) {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                Vote vote = Messages.vote(peers.of(e.getKey()).await(e.getValue(), left));
                if (!vote.isYes()) {
                    return Answer.aborted(vote.reason());
                }
            }
            return Answer.COMMITTED;
        } catch (PeerException e) {
            return Answer.aborted(String.valueOf(e.getMessage()));
        }
    }

    private CompletableFuture<JsonNode> prepare(Payment payment, String participant)
            throws PeerException {
        Peer peer = peers.of(participant);
        ObjectNode question = Messages.about("prepare", payment);
        Map<String, CompletableFuture<JsonNode>> answer = new LinkedHashMap<>();
        site.journal()
                .step(
                        Step.PREPARE_SENT,
                        payment.id(),
                        participant,
                        () -> {
                            answer.put(participant, peer.send(question, site.patience()));
                            if (site.journal().repeats()) {
                                CompletableFuture<JsonNode> unused =
                                        peer.send(question, site.patience());
                            }
                            return "";
                        });
        return answer.getOrDefault(participant, new CompletableFuture<>());
    }

    private void answer(JsonNode question, PeerServer.Reply reply) {
        Payment payment = Messages.payment(question);
        switch (Messages.kind(question)) {
            case "pay" -> answerPay(payment, reply);
            case "outcome" -> {
                endDoubt(payment);
                reply.send(Messages.empty());
            }
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

    /** Presumed abort: what is not being voted on will never be committed. */
    private void endDoubt(Payment payment) {
        if (!voting.contains(payment.id()) && scribe.decision(payment.id()).isEmpty()) {
            CompletableFuture<Answer> unused =
                    scribe.propose(Decision.of(payment, Answer.aborted("nobody knew of it")));
        }
    }

    @Override
    public void close() {
        server.close();
        scribe.close();
        peers.close();
    }
}
