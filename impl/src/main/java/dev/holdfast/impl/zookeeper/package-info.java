/**
 * Locks on ZooKeeper: Curator's recipes, and one without a recipe. Main type: {@link
 * dev.holdfast.impl.zookeeper.ZooKeeperSession}. Uses {@code lock} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.zookeeper;

import org.jspecify.annotations.NullMarked;
