package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A server that answers the first command of a connection and loses the reply to the second. */
class RedisTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void sendsNothingButTheCommandAndNeverTwice() throws IOException {
        List<String> commands = new CopyOnWriteArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(listener, commands));
            thread.setDaemon(true);
            thread.start();
            try (Redis redis = at(listener.getLocalPort())) {
                assertEquals("OK", redis.call(client -> client.set("a", "1")));
                assertThrows(
                        JedisConnectionException.class,
                        () -> redis.call(client -> client.set("b", "2")));
                assertEquals("OK", redis.call(client -> client.set("c", "3")));
                listener.close();
                assertThrows(
                        JedisConnectionException.class,
                        () -> redis.call(client -> client.set("d", "4")));
                assertThrows(
                        DefiniteFailureException.class,
                        () -> redis.call(client -> client.set("e", "5")));
            }
        }
        assertEquals(List.of("a=1", "b=2", "c=3", "d=4"), commands);
    }

    @Test
    void saysWhyItIsNotConnected() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (Redis redis = at(port)) {
            DefiniteFailureException error =
                    assertThrows(
                            DefiniteFailureException.class,
                            () -> redis.call(client -> client.get("a")));
            assertTrue(error.getMessage().contains("refused"), error.getMessage());
        }
    }

    @Test
    void takesTheServersOwnRefusalForDefinite() {
        try (RedisServer server = RedisServer.start();
                Redis redis = at(server.address().port())) {
            server.observer().configSet("min-replicas-to-write", "1");
            assertThrows(
                    DefiniteFailureException.class,
                    () -> redis.call(client -> client.set("a", "1")));
            assertThrows(
                    DefiniteFailureException.class,
                    () -> redis.eval("return redis.call('SET', KEYS[1], '1')", "a"));
            assertThrows(
                    JedisDataException.class,
                    () -> redis.eval("return redis.call('NONSENSE', KEYS[1])", "a"));
        }
    }

    private static Redis at(int port) {
        return Redis.at(new Address("127.0.0.1", port), LIMIT, LIMIT);
    }

    private static void serve(ServerSocket listener, List<String> commands) {
        byte[] buffer = new byte[4096];
        while (!listener.isClosed()) {
            try (Socket peer = listener.accept()) {
                commands.add(command(buffer, peer.getInputStream().read(buffer)));
                peer.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.UTF_8));
                commands.add(command(buffer, peer.getInputStream().read(buffer)));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** {@code *3 $3 SET $1 a $1 1} as {@code a=1}; anything else as it is. */
    private static String command(byte[] buffer, int length) {
        String text = new String(buffer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
        String[] parts = text.split("\r\n");
        return text.startsWith("*3\r\n$3\r\nSET\r\n") ? parts[4] + "=" + parts[6] : text;
    }
}
