package dev.holdfast.scenario;

import java.util.List;

/**
 * The ways in which the seed's Redis lock breaks, each as the shortest schedule that shows it, and
 * three in which it only keeps people waiting.
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
                unavailable("a12", "the server's clock jumps 60 s ahead: the lease ends at once"),
                unavailable("a13", "the server's clock jumps an hour back: the lock is stuck"),
                RedisSeedWaiting.holderKilled(),
                RedisSeedWaiting.acquiredTwice());
    }

    private static Scenario unavailable(String id, String summary) {
        return new Scenario(
                RedisSeed.SEED + "/" + id,
                summary,
                Setup.of(RedisSeed.SEED, 1),
                List.of(),
                stage -> {},
                List.of(),
                "needs a server whose clock can be moved, which no environment offers yet");
    }
}
