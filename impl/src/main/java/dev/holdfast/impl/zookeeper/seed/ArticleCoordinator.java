package dev.holdfast.impl.zookeeper.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.subject.DefiniteFailureException;
import org.apache.zookeeper.KeeperException;

/** Prepares, asks all whether they agree, and commits or rolls back. */
final class ArticleCoordinator implements CommitNode {
    private static final JsonMapper JSON = new JsonMapper();

    private final CommitSite site;
    private final ArticleTransaction transaction;
    private final Client client;
    private final Peers peers;

    ArticleCoordinator(CommitSite site, ArticleTransaction transaction) {
        this.site = site;
        this.transaction = transaction;
        this.client = Client.open(site);
        this.peers = new Peers(site);
    }

    @Override
    public Answer pay(Payment payment) throws InterruptedException {
        site.require(payment);
        prepare(payment.id());
        String objection = objection(payment);
        boolean isCommit = objection.isEmpty();
        decide(payment.id(), isCommit);
        return isCommit ? Answer.COMMITTED : Answer.aborted(objection);
    }

    private void prepare(String id) throws InterruptedException {
        zk(
                Step.PREPARE_SENT,
                id,
                "",
                zk -> {
                    transaction.prepare(zk, id);
                    return true;
                });
    }

    private void decide(String id, boolean isCommit) throws InterruptedException {
        zk(
                Step.DECISION_FORCED,
                id,
                isCommit ? "commit" : "abort",
                zk -> {
                    if (isCommit) {
                        transaction.commit(zk, id);
                    } else {
                        transaction.rollback(zk, id);
                    }
                    return true;
                });
    }

    private void zk(Step step, String id, String detail, Client.Use<Boolean> use)
            throws InterruptedException {
        try {
            site.journal()
                    .step(
                            step,
                            id,
                            site.name(),
                            () -> {
                                try {
                                    client.use(use);
                                } catch (KeeperException e) {
                                    throw new Refused(e);
                                }
                                return detail;
                            });
        } catch (Refused e) {
            throw step == Step.PREPARE_SENT && e.isCertain()
                    ? new DefiniteFailureException(String.valueOf(e.getMessage()), e)
                    : e;
        }
    }

    /** ZooKeeper said no, or nothing. */
    private static final class Refused extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private final boolean isCertain;

        Refused(KeeperException cause) {
            super(cause.getMessage(), cause);
            this.isCertain =
                    cause instanceof KeeperException.NoChildrenForEphemeralsException
                            || cause instanceof KeeperException.NodeExistsException
                            || cause instanceof KeeperException.NoNodeException;
        }

        boolean isCertain() {
            return isCertain;
        }
    }

    /** Why not all agree; empty if they do. */
    private String objection(Payment payment) throws InterruptedException {
        ObjectNode question = JSON.createObjectNode();
        question.set("payment", JSON.valueToTree(payment));
        for (String participant : payment.participants()) {
            try {
                JsonNode answer = peers.of(participant).ask(question, site.patience());
                String no = answer.path("objection").asText();
                if (!no.isEmpty()) {
                    return no;
                }
            } catch (PeerException e) {
                return String.valueOf(e.getMessage());
            }
        }
        return "";
    }

    @Override
    public void close() {
        peers.close();
        client.close();
    }
}
