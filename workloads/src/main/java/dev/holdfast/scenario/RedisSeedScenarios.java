package dev.holdfast.scenario;

import java.util.List;

/**
 * The ways in which the seed's Redis lock breaks, each as the shortest schedule that shows it, and
 * four in which it only keeps people waiting.
 */
final class RedisSeedScenarios {
    private RedisSeedScenarios() {}

    static List<Scenario> all() {
        return List.of(
                RedisSeedLateness.pauseOutlastsLease(),
                RedisSeedLateness.lateRelease(),
                RedisSeedLateness.cascade(),
                RedisSeedForgetting.volatileServerKilled(),
                RedisSeedForgetting.unsyncedWriteLost(),
                RedisSeedForgetting.replicaPromoted(),
                RedisSeedForgetting.splitBrain(),
                RedisSeedLateness.replyDelayed(),
                RedisSeedWaiting.acquireReplyLost(),
                RedisSeedWaiting.releaseReplyLost(),
                RedisSeedLateness.holderCutOff(),
                RedisSeedClocks.serverAhead(),
                RedisSeedClocks.serverBehind(),
                RedisSeedWaiting.holderKilled(),
                RedisSeedWaiting.acquiredTwice());
    }
}
