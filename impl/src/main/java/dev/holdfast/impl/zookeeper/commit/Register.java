package dev.holdfast.impl.zookeeper.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.branch.Vote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The payments, votes and decisions that everybody sees.
 *
 * <p>Every write may be tried again after an answer was lost: it either is what is there already,
 * or is refused by the version. Safe for several threads.
 */
final class Register implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROOT = "/holdfast/commit";
    private static final int SESSION_MILLIS = 4000;
    private static final int RETRY_PAUSE_MILLIS = 200;
    private static final int RETRIES = 2;
    private static final int UNDECIDED = 0;

    private final CuratorFramework curator;
    private final CommitSite site;

    private Register(CommitSite site, CuratorFramework curator) {
        this.site = site;
        this.curator = curator;
    }

    /**
     * What a payment's node says.
     *
     * @param payment what is to be done
     * @param answer the decision; null until there is one
     */
    private record Content(Payment payment, @Nullable Answer answer) {}

    /**
     * A payment as somebody saw it.
     *
     * @param payment what is to be done
     * @param answer the decision, if there was one
     * @param votes those that were published, by participant
     */
    record View(Payment payment, Optional<Answer> answer, Map<String, Vote> votes) {

        /**
         * What the votes allow: commit if all are yes, abort if one is no; empty if some are open.
         */
        Optional<Answer> outcome() {
            for (Vote vote : votes.values()) {
                if (!vote.isYes()) {
                    return Optional.of(Answer.aborted(vote.reason()));
                }
            }
            return votes.keySet().containsAll(payment.participants())
                    ? Optional.of(Answer.COMMITTED)
                    : Optional.empty();
        }
    }

    /** Connects; goes on trying when the servers are away. */
    static Register open(CommitSite site) {
        String members =
                site.services().members("zookeeper").stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(","));
        CuratorFramework curator =
                CuratorFrameworkFactory.builder()
                        .connectString(members)
                        .sessionTimeoutMs(SESSION_MILLIS)
                        .connectionTimeoutMs(SESSION_MILLIS)
                        // The servers' own names for each other lead past the links, or nowhere.
                        .ensembleTracker(false)
                        .retryPolicy(new RetryNTimes(RETRIES, RETRY_PAUSE_MILLIS))
                        .build();
        curator.start();
        return new Register(site, curator);
    }

    private static String path(String payment) {
        return ROOT + "/payments/" + payment;
    }

    private static String inbox(String participant) {
        return ROOT + "/inbox/" + participant;
    }

    /** Makes the payment known to its participants, unless it is. */
    void publish(Payment payment) throws InterruptedException {
        call(
                () -> {
                    List<CuratorOp> all = new ArrayList<>();
                    byte[] content = JSON.writeValueAsBytes(new Content(payment, null));
                    all.add(curator.transactionOp().create().forPath(path(payment.id()), content));
                    for (String participant : payment.participants()) {
                        all.add(
                                curator.transactionOp()
                                        .create()
                                        .forPath(inbox(participant) + "/" + payment.id()));
                    }
                    try {
                        curator.transaction().forOperations(all);
                    } catch (KeeperException.NoNodeException e) {
                        makeFolders();
                        curator.transaction().forOperations(all);
                    } catch (KeeperException.NodeExistsException e) {
                        // Sent before, by this payer or by this call.
                    }
                    return true;
                });
    }

    private void makeFolders() throws Exception {
        curator.createContainers(ROOT + "/payments");
        for (String participant : site.cast().participants()) {
            if (curator.checkExists().forPath(inbox(participant)) == null) {
                curator.create().orSetData().creatingParentsIfNeeded().forPath(inbox(participant));
            }
        }
    }

    /** What there is to do for this participant: ids of payments. */
    List<String> inboxOf(String participant, Hint hint) throws InterruptedException {
        return call(
                () -> {
                    try {
                        return curator.getChildren().usingWatcher(hint).forPath(inbox(participant));
                    } catch (KeeperException.NoNodeException e) {
                        return List.of();
                    }
                });
    }

    /** Nothing is left to do for this participant. */
    void finish(String participant, String payment) throws InterruptedException {
        call(
                () -> {
                    curator.delete().quietly().forPath(inbox(participant) + "/" + payment);
                    return true;
                });
    }

    /**
     * The payment as it is now or was a moment ago, without votes once it is decided; empty if it
     * is not known here.
     */
    Optional<View> look(String payment, Hint hint) throws InterruptedException {
        return call(
                () -> {
                    try {
                        byte[] seen = curator.getData().usingWatcher(hint).forPath(path(payment));
                        Content content = JSON.readValue(seen, Content.class);
                        return Optional.of(
                                new View(
                                        content.payment(),
                                        Optional.ofNullable(content.answer()),
                                        content.answer() == null
                                                ? votes(payment, hint)
                                                : Map.of()));
                    } catch (KeeperException.NoNodeException e) {
                        return Optional.empty();
                    }
                });
    }

    private Map<String, Vote> votes(String payment, Hint hint) throws Exception {
        Map<String, Vote> votes = new HashMap<>();
        for (String participant : curator.getChildren().usingWatcher(hint).forPath(path(payment))) {
            byte[] vote = curator.getData().forPath(path(payment) + "/" + participant);
            votes.put(participant, JSON.readValue(vote, Vote.class));
        }
        return Map.copyOf(votes);
    }

    /** Publishes a vote, unless the payment is decided or the vote is there. */
    void vote(String payment, String participant, Vote vote) throws InterruptedException {
        call(
                () -> {
                    try {
                        curator.transaction()
                                .forOperations(
                                        curator.transactionOp()
                                                .check()
                                                .withVersion(UNDECIDED)
                                                .forPath(path(payment)),
                                        curator.transactionOp()
                                                .create()
                                                .forPath(
                                                        path(payment) + "/" + participant,
                                                        JSON.writeValueAsBytes(vote)));
                    } catch (KeeperException.BadVersionException
                            | KeeperException.NodeExistsException e) {
                        // Then the decision tells, or the vote was published before.
                    }
                    return true;
                });
    }

    /**
     * Decides, unless that was done before.
     *
     * @return whether this call did, as far as it knows: the answer to a write may have been lost
     */
    boolean decide(Payment payment, Answer answer) throws InterruptedException {
        return call(
                () -> {
                    try {
                        Stat unused =
                                curator.setData()
                                        .withVersion(UNDECIDED)
                                        .forPath(
                                                path(payment.id()),
                                                JSON.writeValueAsBytes(
                                                        new Content(payment, answer)));
                        return true;
                    } catch (KeeperException.BadVersionException e) {
                        // Somebody was first, perhaps this call before its answer was lost.
                        return false;
                    }
                });
    }

    /**
     * @throws IllegalStateException whatever goes wrong: nobody knows what became of the call
     */
    private static <T> T call(Callable<T> call) throws InterruptedException {
        try {
            return call.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what this protocol writes: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException(e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        curator.close();
    }
}
