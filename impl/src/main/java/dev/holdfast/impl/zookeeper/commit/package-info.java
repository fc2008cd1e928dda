/**
 * Atomic commit whose votes and decisions are in ZooKeeper. Main type: {@link
 * dev.holdfast.impl.zookeeper.commit.ZooKeeperCommit}. Uses {@code commit} with its branches, and
 * {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.zookeeper.commit;

import org.jspecify.annotations.NullMarked;
