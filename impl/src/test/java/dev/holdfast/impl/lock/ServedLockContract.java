package dev.holdfast.impl.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentProcess;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every exclusive lock does on a real server, whatever ends the hold of one who crashed. */
public abstract class ServedLockContract {
    private static final Duration SHORT = Duration.ofMillis(500);

    private Set<Thread> before = Set.of();

    /** Clients of two agents. */
    protected LockClient first;

    protected LockClient second;

    /** The lock under test. */
    protected abstract LockSystem system();

    /** Where its servers are. */
    protected abstract Endpoints endpoints();

    /** How long after a crash the lock may be free again, at the latest. */
    protected Duration freeAfterCrash() {
        return system().shortestLease().plusSeconds(8);
    }

    @BeforeEach
    void connect() {
        endpoints(); // starts the servers, which may live in this JVM and have threads of their own
        before = lasting();
        first = client("agent-1");
        second = client("agent-2");
    }

    @AfterEach
    void leavesNoThreadThatKeepsTheAgentFromEnding() {
        first.close();
        second.close();
        for (Thread thread : lasting()) {
            if (!before.contains(thread)) {
                Await.until(thread + " to end", () -> !thread.isAlive());
            }
        }
    }

    private static Set<Thread> lasting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                // A ZooKeeper server in this JVM starts these as it needs them.
                .filter(thread -> !thread.getName().startsWith("NIOWorkerThread"))
                .collect(Collectors.toSet());
    }

    /** Another client. */
    protected final LockClient client(String name) {
        return system().connect(endpoints(), new LockOptions(name, lease()));
    }

    private Duration lease() {
        Duration shortest = system().shortestLease();
        return shortest.toSeconds() < 2 ? Duration.ofSeconds(2) : shortest;
    }

    @Test
    void grantsOnlyOneOfTwoAndFreesAtTheRelease() throws Exception {
        Grant grant = first.acquire("pay-1", Optional.of(SHORT)).orElseThrow();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            assertTrue(
                    other.submit(() -> second.acquire("pay-1", Optional.of(SHORT))).get().isEmpty(),
                    "it is held");
            Future<Optional<Grant>> waiting =
                    other.submit(() -> second.acquire("pay-1", Optional.empty()));
            assertTrue(first.release(grant) != Release.NOT_HELD);
            Grant next = waiting.get(10, TimeUnit.SECONDS).orElseThrow();
            if (grant.token().isPresent()) {
                assertTrue(next.token().getAsLong() > grant.token().getAsLong(), "" + next);
            }
            assertTrue(other.submit(() -> second.release(next)).get() != Release.NOT_HELD);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void locksOfOtherNamesAreFree() throws InterruptedException {
        Grant grant = first.acquire("pay-2", Optional.of(SHORT)).orElseThrow();
        Grant other = second.acquire("pay-3", Optional.of(SHORT)).orElseThrow();
        first.release(grant);
        second.release(other);
    }

    @Test
    void refusesTheReleaseOfWhatWasReleased() throws InterruptedException {
        Grant grant = first.acquire("pay-4", Optional.of(SHORT)).orElseThrow();
        first.release(grant);
        assertEquals(Release.NOT_HELD, first.release(grant));
    }

    @Test
    void neverHasTwoHolders() {
        Crowd.takesTurns(first, second, "pay-5");
    }

    @Test
    void theCrashOfItsHolderFreesIt() throws Exception {
        Map<String, Address> all = new HashMap<>(endpoints().addresses());
        all.put("ledger", all.values().iterator().next());
        try (AgentProcess agent = AgentProcess.host(system().name(), new Endpoints(all));
                AgentConnection runner = agent.connect()) {
            Outcome grant =
                    runner.acquire(1, "pay-6", Optional.of(Duration.ofSeconds(5)))
                            .get(20, TimeUnit.SECONDS);
            assertEquals(Outcome.Type.OK, grant.type(), grant.error());
            agent.kill();
            Grant next = second.acquire("pay-6", Optional.of(freeAfterCrash())).orElseThrow();
            second.release(next);
        }
    }
}
