package dev.holdfast.impl.commit.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.topology.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Another agent, as one agent asks it: over one connection, made when it is needed and again after
 * it ended. Nothing is ever sent twice. Safe for several threads.
 */
public final class Peer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Address address;
    private final AtomicLong ids = new AtomicLong();
    private @Nullable Connection connection;

    /** The agent {@code name}, which listens at {@code address}; connects when first asked. */
    public Peer(String name, Address address) {
        this.name = name;
        this.address = address;
    }

    /** A connection and those who wait for answers over it. */
    private static final class Connection {
        private final Socket socket;
        private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

        Connection(Socket socket) {
            this.socket = socket;
        }

        void read() {
            try (socket;
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    JsonNode answer = JSON.readTree(line);
                    CompletableFuture<JsonNode> asker = waiting.remove(answer.path("id").asLong());
                    if (asker != null) {
                        asker.complete(answer);
                    }
                }
                end(new IOException("the connection ended"));
            } catch (IOException e) {
                end(e);
            }
        }

        void end(IOException why) {
            try {
                socket.close();
            } catch (IOException e) {
                why.addSuppressed(e);
            }
            waiting.values().forEach(asker -> asker.completeExceptionally(why));
        }

        boolean isOpen() {
            return !socket.isClosed();
        }
    }

    /**
     * Sends a question.
     *
     * @param question gets a number of this connection's in the field {@code id}
     * @param limit how long connecting may take, if that is needed
     * @return what becomes the answer; completed exceptionally if none can come any more
     * @throws PeerException if it was not sent, or nobody knows whether it was
     */
    public CompletableFuture<JsonNode> send(ObjectNode question, Duration limit)
            throws PeerException {
        Connection present = connected(limit);
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        present.waiting.put(id, answer);
        try {
            PeerServer.write(present.socket.getOutputStream(), question.put("id", id));
        } catch (IOException e) {
            present.end(e);
            throw new PeerException(name + " is gone: " + e.getMessage(), true, e);
        }
        if (!present.isOpen()) {
            throw new PeerException("the connection to " + name + " ended", true);
        }
        return answer;
    }

    /**
     * Waits for an answer.
     *
     * @param limit how long
     * @throws PeerException if none came; the question may have been heard nevertheless
     */
    public <T> T await(CompletableFuture<T> answer, Duration limit)
            throws PeerException, InterruptedException {
        try {
            return answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new PeerException("no answer from " + name + ": " + e.getMessage(), true, e);
        } catch (TimeoutException e) {
            throw new PeerException(
                    "no answer from " + name + " within " + limit.toMillis() + " ms", true, e);
        }
    }

    /** Sends a question and waits for the answer, this long at most for each. */
    public JsonNode ask(ObjectNode question, Duration limit)
            throws PeerException, InterruptedException {
        return await(send(question, limit), limit);
    }

    private synchronized Connection connected(Duration limit) throws PeerException {
        Connection present = connection;
        if (present != null && present.isOpen()) {
            return present;
        }
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()),
                    (int) Math.max(1, limit.toMillis()));
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            try {
                socket.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw new PeerException(name + " cannot be reached: " + e.getMessage(), false, e);
        }
        Connection made = new Connection(socket);
        Thread reader = new Thread(made::read, "peer-" + name);
        reader.setDaemon(true);
        reader.start();
        connection = made;
        return made;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.end(new IOException("closed"));
        }
    }
}
