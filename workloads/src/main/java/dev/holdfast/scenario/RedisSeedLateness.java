package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.FOREIGN_RELEASE;
import static dev.holdfast.scenario.RedisSeed.LOST_UPDATE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.REDIS;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SEED;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.bothWrite;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.scenario.Stage.Injected;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The holder is late: it is paused, cut off or told too late, and its lease has ended. */
final class RedisSeedLateness {
    private RedisSeedLateness() {}

    /** A1: A acquires and stands still; the lease ends; B acquires; A goes on. */
    private static Injected pausedHolder(LockStage stage, Actor a, Actor b)
            throws InterruptedException {
        a.acquire();
        a.read();
        Injected pause = stage.inject("pause", "agent-1");
        stage.untilHeld(REDIS, false);
        b.acquire();
        b.read();
        return pause;
    }

    static Scenario pauseOutlastsLease() {
        return Scenario.of(
                SEED + "/a1",
                "the holder is paused for longer than its lease; another acquires; both write",
                Setup.of(SEED, 1),
                List.of("pause"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    pausedHolder(stage, a, b).heal();
                    a.write();
                    b.write();
                },
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    static Scenario lateRelease() {
        return Scenario.of(
                SEED + "/a2",
                "as a1, then the late holder's DEL frees the lock of the new one; a third acquires",
                Setup.of(SEED, 2),
                List.of("pause"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    Actor c = stage.actor(3);
                    pausedHolder(stage, a, b).heal();
                    a.release();
                    c.acquire();
                    c.read();
                    b.write();
                    c.write();
                },
                found(SERVICE, FOREIGN_RELEASE),
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP));
    }

    static Scenario cascade() {
        return Scenario.of(
                SEED + "/a3",
                "as a2, and again: each release frees the lock of the next holder",
                Setup.of(SEED, 3),
                List.of("pause"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    pausedHolder(stage, a, b).heal();
                    a.release();
                    Actor previous = b;
                    for (int agent : new int[] {3, 1, 2}) {
                        Actor next = stage.actor(agent);
                        next.acquire();
                        next.read();
                        previous.write();
                        previous.release();
                        previous = next;
                    }
                    previous.write();
                },
                found(SERVICE, FOREIGN_RELEASE, 3),
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP, 3));
    }

    static Scenario replyDelayed() {
        return Scenario.of(
                SEED + "/a8",
                "the reply to the acquire takes longer than the lease; another acquires meanwhile",
                Setup.of(SEED, 1),
                List.of("latency"),
                stage -> {
                    Injected slow =
                            stage.disturb(
                                    "latency",
                                    stage.link(1, REDIS),
                                    link ->
                                            link.delay(
                                                    Direction.DOWNSTREAM, Duration.ofMillis(2500)),
                                    Canary.Outcome.SILENT);
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    CompletableFuture<Outcome> acquiring = a.acquiring();
                    stage.untilHeld(REDIS, true);
                    b.acquire();
                    b.read();
                    acquiring.join();
                    slow.heal();
                    a.read();
                    a.write();
                    b.write();
                },
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    static Scenario holderCutOff() {
        return Scenario.of(
                SEED + "/a11",
                "the holder is cut off from the lock server for longer than its lease and works on",
                Setup.of(SEED, 1),
                List.of("cut"),
                stage -> {
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    Injected cut =
                            stage.disturb(
                                    "cut",
                                    stage.link(1, REDIS),
                                    Link::refuse,
                                    Canary.Outcome.REFUSED);
                    bothWrite(a, stage.actor(2));
                    cut.heal();
                },
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }
}
