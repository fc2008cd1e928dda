package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.acquireTook;
import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.Expectation.kept;
import static dev.holdfast.scenario.Expectation.unknown;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.FOREIGN_RELEASE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.POLL_MILLIS;
import static dev.holdfast.scenario.RedisSeed.REDIS;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SEED;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.SLACK_MILLIS;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.scenario.Stage.Injected;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers are lost or holders die: who has to wait for how long, and who frees what. */
final class RedisSeedWaiting {
    private RedisSeedWaiting() {}

    /**
     * Requests arrive, replies are on their way for ever, and then the connection breaks: the reply
     * is lost for good. Delay and not silence, for who is silent cannot be connected to.
     */
    static Injected mute(LockStage stage) {
        return stage.disturb(
                "cut-one-way",
                stage.link(1, REDIS),
                link -> link.delay(Direction.DOWNSTREAM, Duration.ofMinutes(5)),
                Canary.Outcome.SILENT);
    }

    static Scenario acquireReplyLost() {
        long leaseMillis = 2000;
        return Scenario.of(
                SEED + "/a9",
                "the reply to the acquire is lost: nobody holds the lock, and all wait for the lease",
                Setup.of(SEED, 2),
                List.of("cut-one-way"),
                stage -> {
                    Injected mute = mute(stage);
                    CompletableFuture<Outcome> lost = stage.actor(1).acquiring();
                    stage.untilHeld(REDIS, true);
                    stage.link(1, REDIS).dropConnections();
                    mute.heal();
                    lost.join();
                    Actor b = stage.actor(2);
                    b.acquire();
                    b.read();
                    b.write();
                    b.release();
                },
                unknown("acquire"),
                acquireTook(0, 0, leaseMillis + POLL_MILLIS + SLACK_MILLIS),
                kept(SERVICE),
                kept(BELIEF),
                kept(RESOURCE));
    }

    static Scenario releaseReplyLost() {
        return Scenario.of(
                SEED + "/a10",
                "the reply to the release is lost; the retry frees the lock of the next holder",
                Setup.of(SEED, 10),
                List.of("cut-one-way"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    Actor c = stage.actor(3);
                    a.acquire();
                    a.read();
                    a.write();
                    Injected mute = mute(stage);
                    CompletableFuture<Outcome> lost = a.releasing();
                    stage.untilHeld(REDIS, false);
                    stage.link(1, REDIS).dropConnections();
                    mute.heal();
                    lost.join();
                    b.acquire();
                    b.read();
                    a.release();
                    c.acquire();
                    c.read();
                    b.write();
                    c.write();
                },
                unknown("release"),
                found(SERVICE, FOREIGN_RELEASE),
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP));
    }

    static Scenario holderKilled() {
        long leaseMillis = 3000;
        return Scenario.of(
                SEED + "/a14",
                "the holder is killed: the lock is free again within lease and poll interval",
                Setup.of(SEED, 3),
                List.of("kill-agent"),
                stage -> {
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    stage.inject("kill-agent", "agent-1");
                    Actor b = stage.actor(2);
                    b.acquire();
                    b.read();
                    b.write();
                    b.release();
                },
                acquireTook(1, leaseMillis / 2, leaseMillis + POLL_MILLIS + SLACK_MILLIS),
                kept(SERVICE),
                kept(BELIEF),
                kept(RESOURCE));
    }

    static Scenario acquiredTwice() {
        long leaseMillis = 2000;
        return Scenario.of(
                SEED + "/a15",
                "the holder acquires again: it waits for itself until its own lease ends",
                Setup.of(SEED, 2),
                List.of(),
                stage -> {
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.acquire();
                    a.read();
                    a.write();
                    a.release();
                },
                acquireTook(1, leaseMillis / 2, leaseMillis + POLL_MILLIS + SLACK_MILLIS),
                kept(SERVICE),
                kept(BELIEF),
                kept(RESOURCE));
    }
}
