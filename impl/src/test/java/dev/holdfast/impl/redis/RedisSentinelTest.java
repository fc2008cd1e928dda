package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

class RedisSentinelTest extends ServedLockContract {
    private static final Optional<Duration> SHORT = Optional.of(Duration.ofMillis(500));

    private @TempDir Path folder;
    private @Nullable Sentinel sentinel;

    /** One sentinel that decides alone, over a primary and a replica. */
    private record Sentinel(RedisServer primary, RedisServer replica, Process process, int port)
            implements AutoCloseable {

        static Sentinel start(Path folder) {
            RedisServer primary = RedisServer.start();
            RedisServer replica = RedisServer.start();
            for (RedisServer server : List.of(primary, replica)) {
                try (Jedis jedis = connect(server.address().port())) {
                    // Each follows the other in its turn, and is to leave no file here.
                    jedis.configSet("repl-diskless-load", "swapdb");
                }
            }
            try (Jedis jedis = connect(replica.address().port())) {
                jedis.replicaof("127.0.0.1", primary.address().port());
            }
            Await.until(
                    "the replica is in step",
                    () -> replica.observer().info("replication").contains("master_link_status:up"));
            int port = freePort();
            try {
                Path file =
                        Files.writeString(
                                folder.resolve("sentinel.conf"),
                                "port %d\nbind 127.0.0.1\nsentinel monitor redis 127.0.0.1 %d 1\n"
                                        .formatted(port, primary.address().port()));
                Process process =
                        new ProcessBuilder("redis-server", file.toString(), "--sentinel")
                                .directory(folder.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start();
                Sentinel sentinel = new Sentinel(primary, replica, process, port);
                Await.until("the sentinel sees both", sentinel::seesBoth);
                return sentinel;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Jedis connect() {
            return connect(port);
        }

        private static Jedis connect(int port) {
            return new Jedis(
                    new HostAndPort("127.0.0.1", port),
                    DefaultJedisClientConfig.builder().autoNegotiateProtocol(false).build());
        }

        private boolean seesBoth() {
            try (Jedis jedis = connect()) {
                return jedis.sentinelReplicas("redis").stream()
                        .anyMatch(r -> "ok".equals(r.get("master-link-status")));
            } catch (JedisException e) {
                return false;
            }
        }

        void failOver() {
            try (Jedis jedis = connect()) {
                jedis.sentinelFailover("redis");
            }
            String expected = Integer.toString(replica.address().port());
            Await.until(
                    "the sentinel names the other one",
                    () -> {
                        try (Jedis jedis = connect()) {
                            return jedis.sentinelGetMasterAddrByName("redis")
                                    .get(1)
                                    .equals(expected);
                        }
                    });
        }

        @Override
        public void close() {
            process.destroyForcibly();
            Await.until("the sentinel is gone", () -> !process.isAlive());
            replica.close();
            primary.close();
        }
    }

    private Sentinel sentinel() {
        Sentinel present = sentinel;
        if (present == null) {
            present = Sentinel.start(folder);
            sentinel = present;
        }
        return present;
    }

    @Override
    protected LockSystem system() {
        return new RedisSentinel();
    }

    @Override
    protected Endpoints endpoints() {
        return new Endpoints(Map.of("sentinel-1", new Address("127.0.0.1", sentinel().port())));
    }

    @AfterEach
    void stop() {
        if (sentinel != null) {
            sentinel.close();
        }
    }

    @Test
    void followsTheSentinelToAnotherPrimary() throws InterruptedException {
        Grant grant = first.acquire("pay-1", SHORT).orElseThrow();
        assertTrue(second.acquire("pay-1", SHORT).isEmpty(), "it is held");
        sentinel().failOver();
        // In step as it was, the new primary has heard of the grant.
        untilDone(() -> first.release(grant) == Release.RELEASED);
        untilDone(() -> sentinel().replica().observer().keys("*").isEmpty());
        List<Grant> other = new ArrayList<>();
        untilDone(() -> second.acquire("pay-1", SHORT).map(other::add).orElse(false));
        assertEquals(1, sentinel().replica().observer().keys("pay-1").size());
        assertEquals(Release.RELEASED, second.release(other.get(0)));
    }

    private interface Attempt {
        boolean isDone() throws InterruptedException;
    }

    /** The first attempt may meet a connection that the failover ended. */
    private static void untilDone(Attempt attempt) {
        Await.until(
                "an attempt to succeed on the new primary",
                () -> {
                    try {
                        return attempt.isDone();
                    } catch (JedisException | DefiniteFailureException e) {
                        return false;
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void nothingIsSentWhileNoSentinelAnswersAndThatIsNoReasonToEnd() {
        Address nobody = new Address("127.0.0.1", freePort());
        try (LockClient client =
                system().connect(
                                new Endpoints(Map.of("sentinel-1", nobody)),
                                new LockOptions("agent-3", Duration.ofSeconds(2)))) {
            for (String lock : List.of("pay-1", "pay-2")) {
                assertThrows(DefiniteFailureException.class, () -> client.acquire(lock, SHORT));
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
