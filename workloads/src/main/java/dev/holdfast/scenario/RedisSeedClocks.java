package dev.holdfast.scenario;

import static dev.holdfast.scenario.Expectation.acquireTook;
import static dev.holdfast.scenario.Expectation.found;
import static dev.holdfast.scenario.Expectation.kept;
import static dev.holdfast.scenario.RedisSeed.BELIEF;
import static dev.holdfast.scenario.RedisSeed.DOUBLE_GRANT;
import static dev.holdfast.scenario.RedisSeed.LOST_UPDATE;
import static dev.holdfast.scenario.RedisSeed.OVERLAP;
import static dev.holdfast.scenario.RedisSeed.POLL_MILLIS;
import static dev.holdfast.scenario.RedisSeed.REDIS;
import static dev.holdfast.scenario.RedisSeed.RESOURCE;
import static dev.holdfast.scenario.RedisSeed.SEED;
import static dev.holdfast.scenario.RedisSeed.SERVICE;
import static dev.holdfast.scenario.RedisSeed.SLACK_MILLIS;
import static dev.holdfast.scenario.RedisSeed.bothWrite;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.scenario.Stage.Injected;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The server's clock is wrong: leases end too early or not at all. */
final class RedisSeedClocks {
    private static final String KIND = "clock-jump";

    private RedisSeedClocks() {}

    private static Injected jump(LockStage stage, long seconds) {
        return stage.inject(KIND, REDIS, Map.of("jump-ms", seconds * 1000));
    }

    static Scenario serverAhead() {
        return Scenario.of(
                SEED + "/a12",
                "the server's clock jumps 60 s ahead: the lease ends at once; both write",
                Setup.of(SEED, 10),
                List.of(KIND),
                stage -> {
                    Actor a = stage.actor(1);
                    a.acquire();
                    a.read();
                    jump(stage, 60);
                    bothWrite(a, stage.actor(2));
                },
                found(SERVICE, DOUBLE_GRANT),
                found(BELIEF, OVERLAP),
                found(RESOURCE, LOST_UPDATE));
    }

    static Scenario serverBehind() {
        long leaseMillis = 2000;
        long longest = leaseMillis + POLL_MILLIS + SLACK_MILLIS;
        return Scenario.of(
                SEED + "/a13",
                "the server's clock jumps an hour back: a dead holder's lock is stuck until it is"
                        + " right again",
                Setup.of(SEED, 2),
                List.of(KIND, "kill-agent"),
                stage -> {
                    Actor a = stage.actor(1);
                    Actor b = stage.actor(2);
                    a.acquire();
                    a.read();
                    Injected jump = jump(stage, -3600);
                    stage.inject("kill-agent", "agent-1");
                    CompletableFuture<Outcome> waiting = b.acquiring();
                    stage.pause(longest);
                    jump.heal();
                    stage.until("the lock to be free again", waiting::isDone);
                    b.read();
                    b.write();
                    b.release();
                },
                // Liveness: longer than a14 shows where the clock is right, and then at once.
                acquireTook(1, longest, longest + POLL_MILLIS + SLACK_MILLIS)
                        .as("liveness: the lock is stuck beyond the lease of its dead holder"),
                kept(SERVICE),
                kept(BELIEF),
                kept(RESOURCE));
    }
}
