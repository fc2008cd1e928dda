package dev.holdfast.impl.broken.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.wal.Messages;
import dev.holdfast.impl.wal.WalCoordinator;
import dev.holdfast.impl.wal.WalParticipant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} with a replica of each coordinator's decisions at the
 * next one, which participants in doubt ask to spare the home. A decision is copied there when the
 * participants are told, and what the replica does not have is presumed to be aborted.
 *
 * <p>Exposed by a coordinator that ends when its commit is on disk and is not copied yet: the
 * replica says abort, and the home, started again, says commit. Breaks agreement, which the right
 * one keeps under the same fault.
 */
public final class BrokenLaggingReplica extends BrokenWal {
    private static final Logger log = LoggerFactory.getLogger(BrokenLaggingReplica.class);
    private static final String COPY = "copy";

    @Override
    public String name() {
        return "broken-lagging-replica";
    }

    @Override
    public String summary() {
        return "wal-2pc whose participants read decisions from a replica that lags";
    }

    private static String replica(String payment, Cast cast) {
        String home = Home.of(payment, cast);
        return cast.agents(Role.COORDINATOR).stream()
                .filter(coordinator -> !coordinator.equals(home))
                .findFirst()
                .orElse(home);
    }

    @Override
    WalCoordinator coordinator(CommitSite site) {
        return new Coordinator(site);
    }

    @Override
    WalParticipant participant(CommitSite site) {
        return new Participant(site);
    }

    private static final class Coordinator extends WalCoordinator {
        private final CommitSite site;
        private final Peers replicas;
        private final Map<String, Answer> copied = new ConcurrentHashMap<>();

        private Coordinator(CommitSite site) {
            super(site);
            this.site = site;
            this.replicas = new Peers(site);
        }

        @Override
        protected void tell(Payment payment, Answer answer) {
            super.tell(payment, answer);
            try {
                var unused =
                        replicas.of(replica(payment.id(), site.cast()))
                                .send(
                                        Messages.about(COPY, payment.id())
                                                .put("commit", answer.isCommitted()),
                                        site.patience());
            } catch (PeerException e) {
                // A commit is told once more, and an abort is presumed.
                log.debug("no copy of {}", payment.id(), e);
            }
        }

        @Override
        protected void answer(JsonNode question, PeerServer.Reply reply) {
            if (Messages.kind(question).equals(COPY)) {
                Messages.answer(question).ifPresent(a -> copied.put(Messages.id(question), a));
            } else if (Messages.kind(question).equals("outcome")) {
                Answer presumed = Answer.aborted("not in the replica");
                reply.send(Messages.answer(copied.getOrDefault(Messages.id(question), presumed)));
            } else {
                super.answer(question, reply);
            }
        }

        @Override
        public void close() {
            super.close();
            replicas.close();
        }
    }

    private static final class Participant extends WalParticipant {
        private final CommitSite site;

        private Participant(CommitSite site) {
            super(site);
            this.site = site;
        }

        @Override
        protected Optional<Answer> askCoordinator(String payment) throws InterruptedException {
            return asked(replica(payment, site.cast()), "outcome", payment);
        }
    }
}
