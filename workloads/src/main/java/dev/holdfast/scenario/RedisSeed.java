package dev.holdfast.scenario;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.ledger.ResourceChecker;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.checker.verdict.Kinds;

/** What the scenarios of the seed's Redis lock share: names, times, and what is looked for. */
final class RedisSeed {
    static final String SEED = "redis-seed";
    static final String REDIS = "redis";
    static final String PRIMARY = "redis-1";
    static final String REPLICA = "redis-2";

    /** The seed looks again once a second. */
    static final long POLL_MILLIS = 1000;

    /** What a loaded machine may add to a wait. */
    static final long SLACK_MILLIS = 1500;

    static final MultiChecker SERVICE = new LockServiceChecker();
    static final MultiChecker BELIEF = new BeliefChecker();
    static final MultiChecker RESOURCE = new ResourceChecker();

    static final String OVERLAP = Kinds.OVERLAPPING_TENURES;
    static final String DOUBLE_GRANT = Kinds.DOUBLE_GRANT;
    static final String FOREIGN_RELEASE = Kinds.RELEASE_BY_NON_HOLDER;
    static final String LOST_UPDATE = Kinds.LOST_UPDATE;

    private RedisSeed() {}

    /** B acquires and reads while A, who has read before, holds the lock; then both write. */
    static void bothWrite(Actor a, Actor b) {
        b.acquire();
        b.read();
        a.write();
        b.write();
    }
}
