package dev.holdfast.scenario;

import dev.holdfast.env.Link;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.workload.LockProcess;
import dev.holdfast.workload.Waiting;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.RedisClient;

/** The stage of scripts about locks: clients on agents, and a look at the lock service. */
final class LockStage extends Stage {
    /** The lock of every script, and the account that it protects. */
    static final String LOCK = "pay-1";

    private final Theatre theatre;
    private final AtomicInteger processes = new AtomicInteger();

    LockStage(Theatre theatre) {
        super(theatre);
        this.theatre = theatre;
    }

    /** A client on the agent of this number, from 1. */
    Actor actor(int agent) {
        String name = "agent-" + agent;
        return new Actor(
                () ->
                        new LockProcess(
                                processes.getAndIncrement(),
                                name,
                                theatre.agents(),
                                theatre.recorder(),
                                Waiting.Deadline.of(ANSWER_LIMIT)),
                threads());
    }

    Link link(int agent, String service) {
        return environment().link("agent-" + agent, service);
    }

    /** Waits until the lock service holds the lock's key, or does not. */
    void untilHeld(String server, boolean held) throws InterruptedException {
        Address address = environment().direct(server);
        try (RedisClient redis = RedisClient.create(address.host(), address.port())) {
            until(
                    "the key of " + LOCK + " to " + (held ? "appear" : "vanish"),
                    () -> redis.keys("*" + LOCK + "*").isEmpty() != held);
        }
    }
}
