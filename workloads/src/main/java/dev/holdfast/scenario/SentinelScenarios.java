package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.LOST_UPDATE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.bothWrite;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import java.util.List;
import java.util.Map;

/** What a failover that sentinels decide upon does to a lock. */
final class SentinelScenarios {
    private static final String SUBJECT = "redis-sentinel";
    private static final String FAILOVER = "failover";
    private static final String CUT_SILENT = "cut-silent";
    private static final String REDIS = "redis";
    private static final String NEW_PRIMARY = "redis-2";
    private static final List<String> SENTINELS = List.of("sentinel-1", "sentinel-2", "sentinel-3");
    private static final Map<String, Long> CUT_OFF = Map.of("lag-ms", 0L, "kills", 0L);
    private static final Map<String, Long> KILLED = Map.of("lag-ms", 0L, "kills", 1L);

    /** Long against the two or three seconds that sentinels take. */
    private static final int LEASE_SECONDS = 20;

    private SentinelScenarios() {}

    static List<Scenario> all() {
        return List.of(
                lostLock(
                        "lost-lock",
                        "replication is silent; A acquires; sentinels lose sight of the primary"
                                + " and promote the replica; B acquires",
                        CUT_OFF),
                lostLock(
                        "killed-primary",
                        "replication is silent; A acquires; the primary dies; sentinels promote the"
                                + " replica; B acquires",
                        KILLED),
                splitBrain());
    }

    private static Scenario lostLock(String id, String summary, Map<String, Long> failover) {
        return Scenario.of(
                SUBJECT + "/" + id,
                summary,
                Setup.of(SUBJECT, LEASE_SECONDS),
                List.of(CUT_SILENT, FAILOVER),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    meetSentinels(a, b);
                    silence(stage, stage.environment().link(NEW_PRIMARY, "redis-1"));
                    a.acquire();
                    a.read();
                    stage.inject(FAILOVER, REDIS, failover);
                    acquireInTheEnd(stage, b);
                    b.read();
                    a.write();
                    b.write();
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    /** No replica needs to be behind for this one. */
    private static Scenario splitBrain() {
        return Scenario.of(
                SUBJECT + "/split-brain",
                "the primary and A lose the sentinels; A acquires on the old primary,"
                        + " B on the new one",
                Setup.of(SUBJECT, LEASE_SECONDS),
                List.of(CUT_SILENT, FAILOVER),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    meetSentinels(a, b);
                    SENTINELS.forEach(s -> silence(stage, stage.link(1, s)));
                    stage.inject(FAILOVER, REDIS, CUT_OFF);
                    a.acquire();
                    a.read();
                    bothWrite(a, b);
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    /**
     * Who asks for the first time asks the sentinels where the primary is and then subscribes to
     * changes; what changes in between it may never hear.
     */
    private static void meetSentinels(Actor... actors) {
        for (Actor actor : actors) {
            actor.acquire();
            actor.release();
        }
    }

    /**
     * Acquires as long as that fails: clients hear of a failover a little later than this JVM does,
     * and their connections are dead until then. Who is refused by the old primary waits.
     */
    private static void acquireInTheEnd(LockStage stage, Actor actor) throws InterruptedException {
        stage.until("the lock to be granted again", actor::acquires);
    }

    private static void silence(LockStage stage, Link link) {
        stage.disturb(CUT_SILENT, link, l -> l.silence(Direction.BOTH), Canary.Outcome.SILENT);
    }
}
