package dev.holdfast.impl.zookeeper.commit;

import dev.holdfast.impl.commit.CommitContract;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.topology.Endpoints;
import dev.holdfast.impl.zookeeper.Ensemble;

class ZooKeeperCommitTest extends CommitContract {

    @Override
    protected CommitSystem system() {
        return new ZooKeeperCommit();
    }

    @Override
    protected Endpoints endpoints() {
        return Ensemble.endpoints();
    }
}
