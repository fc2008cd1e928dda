package dev.holdfast.impl.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.branch.Branch;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.commit.peer.Repeating;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promises, applies what its topic says, and has doubts ended that take too long. */
final class KafkaParticipant implements CommitNode {
    private static final Logger log = LoggerFactory.getLogger(KafkaParticipant.class);

    private final CommitSite site;
    private final Branch branch;
    private final Peers peers;
    private final PeerServer server;
    private final Follower follower;
    private final Repeating asking;

    /** In doubt since the last look: whoever still is has waited long enough. */
    private Set<String> waited = new HashSet<>();

    /** In doubt since the start, after which nobody may know of them. */
    private final Set<String> recovering = new HashSet<>();

    private KafkaParticipant(CommitSite site, KafkaClients clients) {
        this.site = site;
        this.branch =
                Branch.open(site.name(), site.folder().resolve("accounts.log"), site.ownOpening());
        branch.inDoubt().forEach(payment -> recovering.add(payment.id()));
        waited.addAll(recovering);
        this.peers = new Peers(site);
        this.follower = new Follower(clients, branch.position() + 1, this::apply);
        this.server = Peers.listen(site, this::answer);
        this.asking = new Repeating("asking", site.patience(), this::lookAtDoubts);
    }

    /** Starts with what the log says; what is in doubt after a crash is asked for at once. */
    static KafkaParticipant start(CommitSite site, KafkaClients clients) {
        return new KafkaParticipant(site, clients);
    }

    private void answer(JsonNode question, PeerServer.Reply reply) {
        if (!Messages.kind(question).equals("prepare")) {
            throw new IllegalArgumentException("no such question: " + question);
        }
        Payment payment = Messages.payment(question);
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
                .step(
                        Step.VOTE_SENT,
                        payment.id(),
                        site.name(),
                        () -> {
                            reply.send(Messages.vote(vote[0]));
                            return vote[0].label();
                        });
    }

    private void apply(long offset, Decision decision) {
        String id = decision.payment().id();
        site.journal()
                .step(
                        Step.APPLIED,
                        id,
                        site.name(),
                        () -> {
                            branch.follow(offset, id, decision.commit());
                            return decision.label();
                        });
    }

    private void lookAtDoubts() {
        Set<String> doubtful = new HashSet<>();
        for (Payment payment : branch.inDoubt()) {
            doubtful.add(payment.id());
            if (waited.contains(payment.id())) {
                try {
                    ask(payment);
                } catch (PeerException e) {
                    log.debug("{} stays in doubt", payment.id(), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
        waited = doubtful;
    }

    /** The answer says nothing: what the home has decided, or decides now, comes by the topic. */
    private void ask(Payment payment) throws PeerException, InterruptedException {
        String home = Home.of(payment.id(), site.cast());
        JsonNode unused = peers.of(home).ask(Messages.about("outcome", payment), site.patience());
        if (recovering.remove(payment.id())) {
            site.journal().step(Step.RECOVERED, payment.id(), site.name(), () -> "");
        }
    }

    @Override
    public Statement statement(String participant) {
        return branch.statement();
    }

    @Override
    public void close() {
        asking.close();
        server.close();
        follower.close();
        peers.close();
        branch.close();
    }
}
