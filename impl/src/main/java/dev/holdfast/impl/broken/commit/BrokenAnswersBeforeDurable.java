package dev.holdfast.impl.broken.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.wal.Messages;
import dev.holdfast.impl.wal.WalCoordinator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose coordinator answers the payer at once and writes
 * the decision down a little later, as one does who gathers several for one write.
 *
 * <p>Until then the decision is in memory only, for the same reason as in {@link
 * BrokenTellsBeforeForcing}. Exposed by a coordinator that ends just before it writes: the payer
 * was told of a commit, and started again the coordinator presumes an abort. Breaks agreement,
 * which the right one keeps under the same fault.
 */
public final class BrokenAnswersBeforeDurable extends BrokenWal {
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    @Override
    public String name() {
        return "broken-answers-before-durable";
    }

    @Override
    public String summary() {
        return "wal-2pc whose coordinator answers the payer and writes its log a little later";
    }

    @Override
    WalCoordinator coordinator(CommitSite site) {
        return new Coordinator(site);
    }

    private static final class Coordinator extends WalCoordinator {
        private final Map<String, Answer> unwritten = new ConcurrentHashMap<>();

        private Coordinator(CommitSite site) {
            super(site);
        }

        /** Whoever asks is told; only the log does not know it yet. */
        @Override
        protected void answer(JsonNode question, PeerServer.Reply reply) {
            Answer known =
                    Messages.kind(question).equals("outcome")
                            ? unwritten.get(Messages.id(question))
                            : null;
            if (known != null) {
                reply.send(Messages.answer(known));
            } else {
                super.answer(question, reply);
            }
        }

        @Override
        protected Answer decide(Payment payment) throws InterruptedException {
            Answer outcome = outcome(askForVotes(payment));
            Answer before = unwritten.putIfAbsent(payment.id(), outcome);
            if (before != null) {
                return before;
            }
            CompletableFuture<Void> unused =
                    CompletableFuture.runAsync(() -> write(payment, outcome), LATER);
            return outcome;
        }

        private void write(Payment payment, Answer outcome) {
            tell(payment, force(payment, outcome));
            unwritten.remove(payment.id());
        }
    }
}
