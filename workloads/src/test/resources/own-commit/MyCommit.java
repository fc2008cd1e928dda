package com.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.branch.Branch;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Two phases, and a coordinator that keeps its decisions in memory. */
public class MyCommit implements CommitSystem {
    private static final JsonMapper JSON = new JsonMapper();

    public String name() {
        return "my-commit";
    }

    public String summary() {
        return "what I run in production";
    }

    public Topology topology() {
        return new Topology(List.of());
    }

    public Claims claims() {
        return Claims.ofCommit();
    }

    public Cast cast() {
        return new Cast(1, 3, List.of()).withListening(Set.of(Role.PARTICIPANT));
    }

    public Set<Point> points() {
        return Set.of(Point.before(Step.DECISION_SENT), Point.after(Step.VOTE_SENT));
    }

    public CommitNode start(CommitSite site) {
        return site.role() == Role.COORDINATOR ? new Coordinator(site) : new Participant(site);
    }

    protected boolean isYes(boolean vote) {
        return vote;
    }

    protected Answer told(Payment payment, Answer decision) throws InterruptedException {
        return decision;
    }

    protected Statement said(Statement statement) throws InterruptedException {
        return statement;
    }

    private class Coordinator implements CommitNode {
        private final CommitSite site;
        private final Peers peers;
        private final Map<String, Answer> decisions = new ConcurrentHashMap<>();

        Coordinator(CommitSite site) {
            this.site = site;
            this.peers = new Peers(site);
        }

        public Answer pay(Payment payment) throws InterruptedException {
            site.require(payment);
            Answer decision = decisions.get(payment.id());
            if (decision == null) {
                decision = votes(payment);
                decisions.put(payment.id(), decision);
            }
            for (String participant : payment.participants()) {
                send(payment, participant, decision.isCommitted());
            }
            return told(payment, decision);
        }

        private Answer votes(Payment payment) throws InterruptedException {
            for (String participant : payment.participants()) {
                try {
                    ObjectNode question = JSON.createObjectNode();
                    question.set("prepare", JSON.valueToTree(payment));
                    JsonNode vote = peers.of(participant).ask(question, site.patience());
                    if (!isYes(vote.path("yes").asBoolean())) {
                        return Answer.aborted(participant + " refuses");
                    }
                } catch (PeerException e) {
                    return Answer.aborted(participant + " does not answer");
                }
            }
            return Answer.COMMITTED;
        }

        private void send(Payment payment, String participant, boolean commit)
                throws InterruptedException {
            ObjectNode message = JSON.createObjectNode();
            message.put("decide", payment.id()).put("commit", commit);
            try {
                site.journal()
                        .step(
                                Step.DECISION_SENT,
                                payment.id(),
                                participant,
                                () -> {
                                    peers.of(participant).ask(message, site.patience());
                                    return commit ? "commit" : "abort";
                                });
            } catch (PeerException e) {
                // It will hear of it when the payment is sent again.
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        public void close() {
            peers.close();
        }
    }

    private class Participant implements CommitNode {
        private final CommitSite site;
        private final Branch branch;
        private final PeerServer server;

        Participant(CommitSite site) {
            this.site = site;
            this.branch =
                    Branch.open(site.name(), site.folder().resolve("log"), site.ownOpening());
            this.server = Peers.listen(site, this::answer);
        }

        private void answer(JsonNode question, PeerServer.Reply reply) {
            if (question.has("prepare")) {
                Payment payment = JSON.convertValue(question.get("prepare"), Payment.class);
                Vote vote = branch.vote(payment);
                site.journal()
                        .step(
                                Step.VOTE_SENT,
                                payment.id(),
                                site.name(),
                                () -> {
                                    reply.send(JSON.createObjectNode().put("yes", vote.isYes()));
                                    return vote.label();
                                });
                return;
            }
            String id = question.get("decide").asText();
            boolean commit = question.get("commit").asBoolean();
            site.journal()
                    .step(
                            Step.APPLIED,
                            id,
                            site.name(),
                            () -> {
                                branch.decide(id, commit);
                                return commit ? "commit" : "abort";
                            });
            reply.send(JSON.createObjectNode());
        }

        public Statement statement(String participant) throws InterruptedException {
            return said(branch.statement());
        }

        public void close() {
            server.close();
            branch.close();
        }
    }
}
