package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.acquireTook;
import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.Expectation.kept;
import static dev.holdfast.scenario.Expectation.refused;
import static dev.holdfast.scenario.Expectation.unknown;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.FOREIGN_RELEASE;
import static dev.holdfast.scenario.RedisSeed.LOST_UPDATE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.REDIS;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.SLACK_MILLIS;

import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.scenario.Stage.Injected;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What locks out of libraries do beside what any lease does, each as its shortest schedule. */
final class LibraryScenarios {
    private LibraryScenarios() {}

    static List<Scenario> all() {
        return List.of(
                pausedHolder("redisson"),
                tokenWentBack(),
                staleUnlock(),
                unlockSentTwice(),
                pausedHolder("spring-redis"),
                unlockToldWrong(),
                sharedBucket());
    }

    /** Both libraries say so at the release, which is too late for what was written. */
    private static Scenario pausedHolder(String subject) {
        return Scenario.of(
                subject + "/noticed-at-unlock",
                "the holder is paused beyond its lease; both write; its unlock says that it was",
                Setup.of(subject, 2),
                List.of("pause"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    a.acquire();
                    a.read();
                    Injected pause = stage.inject("pause", "agent-1");
                    b.acquire();
                    b.read();
                    pause.heal();
                    a.write();
                    b.write();
                    a.releaseAnyway();
                },
                kept(SERVICE),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE),
                refused("release"));
    }

    /** The ledger cannot tell the fourth holder after the restart from the fourth before it. */
    private static Scenario tokenWentBack() {
        return Scenario.of(
                "redisson-fenced/token-went-back",
                "a server without persistence is killed under a holder; its tokens begin again at 1",
                Setup.of("redisson-fenced", 15).with(Persistence.VOLATILE),
                List.of("kill"),
                stage -> {
                    Actor a = stage.actor(1);
                    passThrough(a, 3);
                    a.acquire();
                    a.read();
                    stage.inject("kill", REDIS).heal();
                    Actor b = stage.actor(2);
                    passThrough(b, 3);
                    b.acquire();
                    b.read();
                    a.write();
                    b.write();
                },
                found(SERVICE, DOUBLE_GRANT),
                found(SERVICE, Kinds.TOKEN_NOT_INCREASING),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    private static void passThrough(Actor actor, int times) {
        for (int i = 0; i < times; i++) {
            actor.acquire();
            actor.release();
        }
    }

    private static Scenario staleUnlock() {
        return Scenario.of(
                "shedlock-redis/stale-unlock",
                "the holder is paused beyond its lease; its unlock frees the lock of the next one",
                Setup.of("shedlock-redis", 3),
                List.of("pause"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    Actor c = stage.actor(3);
                    a.acquire();
                    a.read();
                    Injected pause = stage.inject("pause", "agent-1");
                    b.acquire();
                    b.read();
                    pause.heal();
                    a.release();
                    c.acquire();
                    c.read();
                    b.write();
                    c.write();
                },
                found(SERVICE, FOREIGN_RELEASE),
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    /** Lettuce sends again what was not answered, and this DEL asks nobody whose key it is. */
    private static Scenario unlockSentTwice() {
        return Scenario.of(
                "shedlock-redis/unlock-sent-twice",
                "the reply to an unlock is lost; the client sends it again, to the next holder's harm",
                Setup.of("shedlock-redis", 15),
                List.of("cut-one-way"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    Actor c = stage.actor(3);
                    releaseWithoutReply(stage, a, b);
                    b.read();
                    c.acquire();
                    c.read();
                    b.write();
                    c.write();
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    /** Of two equal unlocks the second finds nothing, and what it is told becomes the answer. */
    private static Scenario unlockToldWrong() {
        return Scenario.of(
                "spring-redis/unlock-told-wrong",
                "the reply to an unlock is lost; the client is told that its lease had run out",
                Setup.of("spring-redis", 15),
                List.of("cut-one-way"),
                stage -> {
                    Actor b = stage.actor(2);
                    releaseWithoutReply(stage, stage.actor(1), b);
                    b.read();
                    b.write();
                    b.release();
                },
                unknown("release"),
                kept(SERVICE),
                kept(BELIEF),
                kept(RESOURCE));
    }

    /**
     * A releases and does not hear of it, B acquires; then A's connection breaks and comes back.
     */
    private static void releaseWithoutReply(LockStage stage, Actor a, Actor b)
            throws InterruptedException {
        a.acquire();
        a.read();
        a.write();
        Injected mute = RedisSeedWaiting.mute(stage);
        CompletableFuture<Outcome> releasing = a.releasing();
        stage.untilHeld(REDIS, false);
        b.acquire();
        stage.link(1, REDIS).dropConnections();
        mute.heal();
        stage.until("the answer to the release", releasing::isDone);
    }

    /**
     * The registry takes its process's locks out of a table of 256 by the hash of the key, and
     * counts there how often a thread holds one. Of two that share a place, the one released first
     * passes for held once more, and its key stays (spring-integration 11146).
     */
    private static Scenario sharedBucket() {
        String apart = "pay-2";
        String alike = sharingTheBucketOf(LockStage.LOCK);
        return Scenario.of(
                "spring-redis/shared-bucket",
                "a thread that holds "
                        + LockStage.LOCK
                        + " releases "
                        + alike
                        + ", which stays locked",
                Setup.of("spring-redis", 4),
                List.of(),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    a.acquire();
                    a.acquireAlso(apart);
                    a.releaseAlso(apart);
                    b.acquireAlso(apart);
                    a.acquireAlso(alike);
                    a.releaseAlso(alike);
                    b.acquireAlso(alike);
                },
                kept(SERVICE),
                acquireTook(2, 0, SLACK_MILLIS),
                acquireTook(4, SLACK_MILLIS + 500, 4000 + SLACK_MILLIS));
    }

    private static String sharingTheBucketOf(String lock) {
        int bucket = bucket(lock);
        return IntStream.iterate(3, i -> i + 1)
                .mapToObj(i -> "pay-" + i)
                .filter(name -> bucket(name) == bucket)
                .findFirst()
                .orElseThrow();
    }

    private static int bucket(String lock) {
        return ("holdfast:" + lock).hashCode() & 0xFF;
    }
}
