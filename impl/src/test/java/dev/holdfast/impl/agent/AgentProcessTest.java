package dev.holdfast.impl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.redis.RedisServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent as a real process, called over its real wire. */
class AgentProcessTest {

    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
    private static final OptionalLong NO_TOKEN = OptionalLong.empty();

    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        server.observer().flushAll();
    }

    private static Outcome get(CompletableFuture<Outcome> future) throws Exception {
        return future.get(15, TimeUnit.SECONDS);
    }

    @Test
    void aFencedLockFromAcquireToRelease() throws Exception {
        try (AgentProcess agent = AgentProcess.host("redis-fenced", server.endpoints());
                AgentConnection first = agent.connect();
                AgentConnection second = agent.connect()) {
            Outcome grant = get(first.acquire(1, "pay-1", AT_ONCE));
            assertEquals(Outcome.Type.OK, grant.type(), grant.error());
            assertEquals(OptionalLong.of(1), grant.token());
            assertEquals(Optional.of(Duration.ofSeconds(2)), grant.lease());
            assertFalse(grant.renewed());
            Outcome refused = get(second.acquire(2, "pay-1", Optional.of(Duration.ofMillis(30))));
            assertEquals(Outcome.Type.FAIL, refused.type());
            assertEquals("not acquired within 30 ms", refused.error());
            Outcome read = get(first.read(1, "pay-1", grant.token()));
            assertEquals("initial", read.version());
            assertEquals(1000, read.balance());
            Outcome written = get(first.write(1, "pay-1", "initial", "p-1", 900, grant.token()));
            assertEquals("p-1", written.version());
            assertEquals(OptionalLong.of(1), written.token());
            assertEquals(Outcome.Type.OK, get(first.release(1, grant.grant())).type());
            Outcome again = get(second.release(7, grant.grant()));
            assertEquals(Outcome.Type.FAIL, again.type());
            assertEquals("not held", again.error());
            Outcome stale = get(first.read(1, "pay-1", OptionalLong.of(0)));
            assertEquals(Outcome.Type.FAIL, stale.type());
            assertTrue(stale.error().startsWith("stale token"), stale.error());
            assertEquals("p-1", get(second.read(2, "pay-1", NO_TOKEN)).version());
            assertEquals("no grant 99", get(first.release(1, 99)).error());
        }
    }

    @Test
    void aSessionThatHangsKeepsNobodyElseWaiting() throws Exception {
        try (AgentProcess agent = AgentProcess.host("redis-watchdog", server.endpoints());
                AgentConnection connection = agent.connect()) {
            Outcome grant = get(connection.acquire(1, "pay-1", Optional.empty()));
            assertTrue(grant.renewed());
            CompletableFuture<Outcome> waiting = connection.acquire(2, "pay-1", Optional.empty());
            CompletableFuture<Outcome> behindIt = connection.read(2, "pay-1", NO_TOKEN);
            assertEquals(Outcome.Type.OK, get(connection.read(3, "pay-1", NO_TOKEN)).type());
            assertEquals(Outcome.Type.OK, get(connection.ping()).type());
            assertFalse(waiting.isDone());
            assertFalse(behindIt.isDone(), "calls of one session keep their order");
            get(connection.release(1, grant.grant()));
            assertEquals(Outcome.Type.OK, get(waiting).type());
            assertEquals(Outcome.Type.OK, get(behindIt).type());
        }
    }

    @Test
    void saysWhatTimeItIsUntilItIsGone() throws Exception {
        try (AgentProcess agent = AgentProcess.host("redis-token", server.endpoints());
                AgentConnection connection = agent.connect()) {
            Instant before = Clock.systemUTC().instant().minusMillis(1);
            Instant said = connection.time().get(10, TimeUnit.SECONDS).orElseThrow();
            assertFalse(said.isBefore(before), said + " is before " + before);
            assertFalse(said.isAfter(Clock.systemUTC().instant()), said + " is in the future");
            agent.kill();
            assertEquals(Optional.empty(), connection.time().get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aKilledAgentLeavesItsOpenCallsUnknown() throws Exception {
        try (AgentProcess agent = AgentProcess.host("redis-token", server.endpoints());
                AgentConnection connection = agent.connect()) {
            server.observer().set("pay-1", "another's");
            CompletableFuture<Outcome> open = connection.acquire(1, "pay-1", Optional.empty());
            assertEquals(Outcome.Type.OK, get(connection.ping()).type());
            agent.kill();
            Outcome lost = get(open);
            assertEquals(Outcome.Type.INFO, lost.type());
            assertEquals("agent connection lost", lost.error());
            Outcome unsent = get(connection.acquire(1, "pay-1", Optional.empty()));
            assertEquals(Outcome.Type.FAIL, unsent.type());
            assertEquals("agent not reachable", unsent.error());
        }
    }

    @Test
    void endsWithItsInputItsParentOrARequest() throws Exception {
        AgentProcess agent = AgentProcess.host("redis-seed", server.endpoints());
        agent.connect().close();
        agent.closeInput();
        assertEquals(0, agent.exit());
        try (AgentProcess parent = AgentProcess.host("redis-seed", server.endpoints())) {
            String pid = Long.toString(parent.pid());
            AgentProcess child =
                    AgentProcess.host("redis-seed", server.endpoints(), "--parent", pid);
            assertTrue(child.line.startsWith(AgentMain.READY), child.line);
            try (AgentConnection connection = parent.connect()) {
                assertEquals(Outcome.Type.OK, get(connection.shutdown()).type());
            }
            assertEquals(0, parent.exit());
            assertEquals(0, child.exit());
        }
    }

    @Test
    void hostsAClassFromOutside() throws Exception {
        try (AgentProcess agent = AgentProcess.host("com.acme.MyLock", server.endpoints());
                AgentConnection connection = agent.connect()) {
            Outcome grant = get(connection.acquire(1, "pay-1", AT_ONCE));
            assertEquals(Outcome.Type.OK, grant.type(), grant.error());
            assertEquals(Optional.empty(), grant.lease());
            assertEquals(Outcome.Type.FAIL, get(connection.acquire(2, "pay-1", AT_ONCE)).type());
            assertEquals(Outcome.Type.OK, get(connection.release(1, grant.grant())).type());
        }
    }

    @Test
    void keepsItsLineAndItsErrorsClean() throws Exception {
        try (AgentProcess agent = AgentProcess.host("com.acme.BadLocks$Noisy", server.endpoints());
                AgentConnection connection = agent.connect()) {
            Outcome outcome = get(connection.acquire(1, "pay-1", AT_ONCE));
            assertEquals(Outcome.Type.INFO, outcome.type());
            assertEquals("UnsupportedOperationException: [31mnot yet", outcome.error());
        }
    }

    @Test
    void refusesBadSubjectsInOneLine() throws Exception {
        assertRefused("redis-sed", "no subject 'redis-sed'; nearest: redis-seed, ");
        assertRefused("com.acme.Gone", "no class com.acme.Gone on the agent's class path");
        assertRefused("com.acme.BadLocks$NotALock", "implements neither dev.holdfast");
        assertRefused("com.acme.BadLocks$NoConstructor", "public constructor without arguments");
        assertRefused(
                "com.acme.BadLocks$ConstructorThrows", "threw IllegalStateException: no licence");
        assertRefused("com.acme.BadLocks$ConnectThrows", "connect failed: IllegalStateException");
        assertRefused("com.acme.BadLocks$ConnectsNull", "returned null instead of a client");
    }

    private static void assertRefused(String subject, String reason)
            throws InterruptedException, IOException {
        try (AgentProcess agent = AgentProcess.host(subject, server.endpoints())) {
            assertTrue(agent.line.startsWith(AgentMain.ERROR), agent.line);
            assertTrue(agent.line.contains(reason), agent.line);
            StringBuilder rest = new StringBuilder();
            assertEquals(254, agent.exit(rest));
            assertEquals("", rest.toString());
        }
    }

    @Test
    void describesASubjectWithoutRunningIt() throws Exception {
        try (AgentProcess agent = AgentProcess.run("describe", "--subject", "com.acme.MyLock")) {
            SubjectDescription description = SubjectDescription.parse(agent.line);
            assertEquals("my-lock", description.name());
            assertEquals(List.of("redis"), description.topology().services().get(0).nodes());
            assertEquals(0, agent.exit());
        }
        String hostile = "com.acme.BadLocks$HostileName";
        try (AgentProcess agent = AgentProcess.run("describe", "--subject", hostile)) {
            assertTrue(agent.line.contains("name() is '../../x<script>', not"), agent.line);
            assertEquals(254, agent.exit());
        }
        try (AgentProcess agent = AgentProcess.run("describe", "--subject", "nothing")) {
            assertTrue(agent.line.startsWith(AgentMain.ERROR), agent.line);
            assertEquals(254, agent.exit());
        }
    }
}
