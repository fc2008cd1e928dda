package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.Expectation.kept;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.LOST_UPDATE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.bothWrite;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.scenario.Stage.Injected;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Known weaknesses of locks that people use, each as the shortest schedule that shows it. */
final class LockScenarios {
    private LockScenarios() {}

    static List<Scenario> all() {
        return List.of(expiredSession(), expiredWaiter(), forgetfulMaster());
    }

    /** Curator finds the lock still its own, and its release succeeds, or the script fails. */
    private static Scenario expiredSession() {
        return Scenario.of(
                "zk-curator/expired-session",
                "the holder is paused beyond its session; Curator still takes the lock for its own",
                Setup.of("zk-curator", 4),
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
                    // Until Curator has found out and gone on with another session.
                    stage.pause(2 * stage.leaseMillis());
                    a.release();
                },
                kept(SERVICE),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    /** etcd looks at a waiter's lease when it asks, and not when its turn comes (etcd 11456). */
    private static Scenario expiredWaiter() {
        return Scenario.of(
                "etcd-jetcd/expired-waiter",
                "a waiter's lease ends while it is blocked; it is told all the same that it holds",
                Setup.of("etcd-jetcd", 2),
                List.of("pause"),
                stage -> {
                    Actor holder = stage.actor(3);
                    Actor waiter = stage.actor(1);
                    Actor next = stage.actor(2);
                    // A first request takes its time: what follows is to be about leases only.
                    for (Actor actor : List.of(waiter, next)) {
                        actor.acquire();
                        actor.release();
                    }
                    holder.acquire();
                    CompletableFuture<Outcome> waiting = waiter.acquiring();
                    stage.pause(stage.leaseMillis() / 2);
                    Injected pause = stage.inject("pause", "agent-1");
                    stage.pause(2 * stage.leaseMillis());
                    holder.release();
                    next.acquire();
                    next.read();
                    pause.heal();
                    stage.until("the waiter's answer", waiting::isDone);
                    waiter.read();
                    next.write();
                    waiter.write();
                },
                kept(SERVICE),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    private static Scenario forgetfulMaster() {
        return Scenario.of(
                "redlock/forgetful-master",
                "of two masters that voted one comes back empty, and votes with the third",
                Setup.of("redlock", 10).with(Persistence.VOLATILE),
                List.of("kill"),
                stage -> {
                    Actor a = stage.actor(1);
                    Injected third = stage.inject("kill", "redis-c");
                    a.acquire();
                    a.read();
                    third.heal();
                    stage.inject("kill", "redis-b").heal();
                    bothWrite(a, stage.actor(2));
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }
}
