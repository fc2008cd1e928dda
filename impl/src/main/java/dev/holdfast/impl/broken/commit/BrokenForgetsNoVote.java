package dev.holdfast.impl.broken.commit;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.wal.WalCoordinator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@link dev.holdfast.impl.wal.WalCommit} whose coordinator writes each vote over the one before.
 *
 * <p>Exposed by payments that the first participant refuses, without a fault: the last one says
 * yes, and a commit is decided. Breaks validity.
 */
public final class BrokenForgetsNoVote extends BrokenWal {

    @Override
    public String name() {
        return "broken-forgets-no-vote";
    }

    @Override
    public String summary() {
        return "wal-2pc whose coordinator remembers the last vote only";
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
            Map<String, CompletableFuture<Vote>> last = Map.of();
            for (Map.Entry<String, CompletableFuture<Vote>> vote : asked.entrySet()) {
                last = Map.of(vote.getKey(), vote.getValue());
                var unused = super.outcome(last);
            }
            return super.outcome(last);
        }
    }
}
