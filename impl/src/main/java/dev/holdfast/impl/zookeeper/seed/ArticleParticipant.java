package dev.holdfast.impl.zookeeper.seed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agrees to payments, and watches their nodes to learn what became of them. */
final class ArticleParticipant implements CommitNode {
    private static final Logger log = LoggerFactory.getLogger(ArticleParticipant.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final CommitSite site;
    private final Client client;
    private final Purse purse;
    private final PeerServer server;
    private final ExecutorService looking =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "looking");
                        thread.setDaemon(true);
                        return thread;
                    });

    private ArticleParticipant(CommitSite site) {
        this.site = site;
        this.client = Client.open(site);
        this.purse =
                Purse.open(site.name(), site.folder().resolve("accounts.log"), site.ownOpening());
        this.server = Peers.listen(site, this::answer);
    }

    static ArticleParticipant start(CommitSite site) {
        return new ArticleParticipant(site);
    }

    private void answer(JsonNode question, PeerServer.Reply reply) {
        Payment payment;
        try {
            payment = JSON.treeToValue(question.required("payment"), Payment.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no payment: " + question, e);
        }
        String objection = purse.keepAside(payment);
        site.journal()
                .step(
                        Step.VOTE_SENT,
                        payment.id(),
                        site.name(),
                        () -> {
                            reply.send(JSON.createObjectNode().put("objection", objection));
                            return objection.isEmpty() ? "yes" : "no";
                        });
        if (objection.isEmpty()) {
            looking.execute(() -> look(payment.id()));
        }
    }

    /** A watch sees one change; what happens between it and the next look is not seen. */
    private void look(String id) {
        Watcher again = event -> changed(event, id);
        try {
            String state =
                    client.use(
                            zk ->
                                    new String(
                                            zk.getData(ArticleTransaction.path(id), again, null),
                                            US_ASCII));
            if (state.equals(ArticleTransaction.COMMITTED)) {
                end(id, true);
            }
        } catch (KeeperException.NoNodeException e) {
            end(id, false);
        } catch (KeeperException | RuntimeException e) {
            log.debug("nobody looks at {} any more", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void changed(WatchedEvent event, String id) {
        if (event.getType() != Watcher.Event.EventType.None && !looking.isShutdown()) {
            looking.execute(() -> look(id));
        }
    }

    private void end(String id, boolean isCommit) {
        if (purse.keepsAsideFor(id)) {
            site.journal()
                    .step(
                            Step.APPLIED,
                            id,
                            site.name(),
                            () -> {
                                purse.end(id, isCommit);
                                return isCommit ? "commit" : "abort";
                            });
        }
    }

    @Override
    public Statement statement(String participant) {
        return purse.statement();
    }

    @Override
    public void close() {
        looking.shutdownNow();
        server.close();
        client.close();
        purse.close();
    }
}
