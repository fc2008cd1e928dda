package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.LOST_UPDATE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.PRIMARY;
import static dev.holdfast.scenario.RedisSeed.REDIS;
import static dev.holdfast.scenario.RedisSeed.REPLICA;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SEED;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.bothWrite;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.topology.Persistence;
import java.util.List;

/** The server forgets: what it had granted is gone after a kill or a failover. */
final class RedisSeedForgetting {
    private RedisSeedForgetting() {}

    static Scenario volatileServerKilled() {
        return Scenario.of(
                SEED + "/a4",
                "a server without persistence is killed and comes back empty under a holder",
                Setup.of(SEED, 10).with(Persistence.VOLATILE),
                List.of("kill"),
                stage -> {
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    stage.inject("kill", REDIS).heal();
                    bothWrite(a, stage.actor(2));
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    static Scenario unsyncedWriteLost() {
        return Scenario.of(
                SEED + "/a5",
                "appendfsync everysec: the machine fails before the lock reaches the disk",
                Setup.of(SEED, 10).with(Persistence.PERIODIC),
                List.of("kill"),
                stage -> {
                    ServerNode redis = (ServerNode) stage.node(REDIS);
                    AppendOnlyFile file = AppendOnlyFile.of(redis.directory());
                    file.remember();
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    stage.inject(
                                    "kill",
                                    REDIS,
                                    () -> {
                                        redis.kill();
                                        return file.forget();
                                    },
                                    () -> {
                                        redis.start();
                                        return "answers as process " + redis.incarnation();
                                    })
                            .heal();
                    bothWrite(a, stage.actor(2));
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    private static void silenceReplication(LockStage stage) {
        stage.disturb(
                "cut-silent",
                stage.environment().link(REPLICA, PRIMARY),
                link -> link.silence(Direction.BOTH),
                Canary.Outcome.SILENT);
    }

    static Scenario replicaPromoted() {
        return Scenario.of(
                SEED + "/a6",
                "replication is silent; A acquires; the primary dies; the replica is promoted",
                Setup.of(SEED, 10).withReplica(),
                List.of("cut-silent", "kill"),
                stage -> {
                    silenceReplication(stage);
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    stage.inject("kill", PRIMARY);
                    stage.environment().promote(REPLICA, List.of("agent-1", "agent-2", "agent-3"));
                    bothWrite(a, stage.actor(2));
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    static Scenario splitBrain() {
        return Scenario.of(
                SEED + "/a7",
                "the replica is promoted for some while the old primary still serves others",
                Setup.of(SEED, 10).withReplica(),
                List.of("cut-silent"),
                stage -> {
                    silenceReplication(stage);
                    stage.environment().promote(REPLICA, List.of("agent-2"));
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    bothWrite(a, stage.actor(2));
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }
}
