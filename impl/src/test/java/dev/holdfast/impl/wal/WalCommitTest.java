package dev.holdfast.impl.wal;

import dev.holdfast.impl.commit.CommitContract;
import dev.holdfast.impl.commit.CommitSystem;

class WalCommitTest extends CommitContract {

    @Override
    protected CommitSystem system() {
        return new WalCommit();
    }
}
