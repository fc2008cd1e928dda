package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.wal.WalCoordinator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose coordinator decides as soon as the first vote is
 * there.
 *
 * <p>Exposed by payments that somebody refuses, without a fault: where another's yes is the faster
 * answer, a commit is decided that a participant has voted against. Breaks validity.
 */
public final class BrokenFirstVoteDecides extends BrokenWal {

    @Override
    public String name() {
        return "broken-first-vote-decides";
    }

    @Override
    public String summary() {
        return "wal-2pc whose coordinator decides when the first vote is there";
    }

    @Override
    WalCoordinator coordinator(CommitSite site) {
        return new Coordinator(site);
    }

    private static final class Coordinator extends WalCoordinator {
        private Coordinator(CommitSite site) {
            super(site);
        }

        @Override
        protected Answer outcome(Map<String, CompletableFuture<Vote>> asked)
                throws InterruptedException {
            CompletableFuture<Vote> first = new CompletableFuture<>();
            for (CompletableFuture<Vote> vote : asked.values()) {
                CompletableFuture<Void> unused = vote.thenAccept(first::complete);
            }
            String whoever = asked.keySet().iterator().next();
            return super.outcome(Map.of(whoever, first));
        }
    }
}
