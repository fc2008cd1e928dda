package dev.holdfast.impl.redis;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A redis-server of the test's own: a child process on a free port, in memory. */
public final class RedisServer implements AutoCloseable {

    private final Process process;
    private final Address address;
    private final RedisClient observer;

    private RedisServer(Process process, Address address) {
        this.process = process;
        this.address = address;
        this.observer = RedisClient.create(address.host(), address.port());
    }

    /** Starts one; skips the test where there is none to start. */
    public static RedisServer start() {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server"))),
                "needs redis-server on the PATH (Debian: apt-get install redis-server)");
        int port = freePort();
        try {
            Process process =
                    new ProcessBuilder(
                                    "redis-server",
                                    "--port",
                                    Integer.toString(port),
                                    "--bind",
                                    "127.0.0.1",
                                    "--save",
                                    "",
                                    "--appendonly",
                                    "no")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            RedisServer server = new RedisServer(process, new Address("127.0.0.1", port));
            Await.until("redis-server answers", server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return observer.ping().equals("PONG");
        } catch (JedisException e) {
            return false;
        }
    }

    /** Where it listens. */
    public Address address() {
        return address;
    }

    /** It under the names that the locks use for the lock service and the ledger. */
    public Endpoints endpoints() {
        return new Endpoints(Map.of("redis", address, "ledger", address));
    }

    /** A connection of the test's own. */
    public RedisClient observer() {
        return observer;
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        Await.until("redis-server is gone", () -> !process.isAlive());
    }

    @Override
    public void close() {
        observer.close();
        kill();
    }

    /** Waiting on a condition, with a limit. */
    public static final class Await {
        private static final Duration LIMIT = Duration.ofSeconds(10);

        private Await() {}

        /** Returns when the condition holds; fails when it does not in time. */
        public static void until(String what, java.util.function.BooleanSupplier condition) {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
                }
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }
}
