package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.topology.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The runner's end of the wire to one agent.
 *
 * <p>Calls of one session run in order in a thread of the agent's own; sessions do not wait for
 * each other. Futures never complete exceptionally: an open call of a connection that is lost ends
 * as info, a call that could not be sent any more as fail. They complete in the connection's
 * reading thread, which must not be blocked. Safe for several threads.
 */
public final class AgentConnection implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final Object state = new Object();
    private final Object writing = new Object();
    private final Map<Long, CompletableFuture<Outcome>> open = new HashMap<>();
    private long nextId;
    private boolean closed;

    private AgentConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /**
     * Connects, and waits until the agent answers.
     *
     * @param limit how long both may take together, 1 ms or more
     * @throws AgentException if they take longer, or nobody listens
     */
    public static AgentConnection open(Address control, Duration limit) {
        long start = System.nanoTime();
        Socket socket = new Socket();
        AgentConnection connection;
        try {
            socket.connect(
                    new InetSocketAddress(control.host(), control.port()),
                    (int) Math.max(1, limit.toMillis()));
            socket.setTcpNoDelay(true);
            connection = new AgentConnection(socket);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new AgentException("no agent at " + control + ": " + e.getMessage(), e);
        }
        Thread reader = new Thread(connection::read, "agent-" + control.port());
        reader.setDaemon(true);
        reader.start();
        long left = limit.toNanos() - (System.nanoTime() - start);
        if (!connection.answers(Duration.ofNanos(Math.max(1, left)))) {
            connection.close();
            throw new AgentException(
                    "the agent at "
                            + control
                            + " did not answer within "
                            + limit.toMillis()
                            + " ms");
        }
        return connection;
    }

    private boolean answers(Duration limit) {
        try {
            return ping().get(limit.toNanos(), TimeUnit.NANOSECONDS).type() == Outcome.Type.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** As {@link #acquire(int, String, Mode, Optional)}, for oneself alone. */
    public CompletableFuture<Outcome> acquire(
            int session, String lock, Optional<Duration> waitLimit) {
        return acquire(session, lock, Mode.EXCLUSIVE, waitLimit);
    }

    /** Acquires {@code lock}; an empty wait limit waits for ever. Limits are rounded up to ms. */
    public CompletableFuture<Outcome> acquire(
            int session, String lock, Mode mode, Optional<Duration> waitLimit) {
        return send(
                "acquire",
                request -> {
                    request.put("session", session).put("lock", lock);
                    Wire.mode(request, mode);
                    waitLimit.ifPresent(
                            limit -> request.put("wait-ms", limit.plusNanos(999_999).toMillis()));
                });
    }

    /**
     * Releases a grant of this agent, by the number that its acquire returned; once more, or from
     * another session, if the caller wants so.
     */
    public CompletableFuture<Outcome> release(int session, long grant) {
        return send("release", request -> request.put("session", session).put("grant", grant));
    }

    /** Reads an account; without a token as an observer. */
    public CompletableFuture<Outcome> read(int session, String account, OptionalLong token) {
        return send(
                "read",
                request -> {
                    request.put("session", session).put("account", account);
                    token.ifPresent(t -> request.put("token", t));
                });
    }

    /** Writes the version {@code to} over {@code from}, as far as the ledger's guard lets it. */
    public CompletableFuture<Outcome> write(
            int session, String account, String from, String to, long balance, OptionalLong token) {
        return send(
                "write",
                request -> {
                    request.put("session", session).put("account", account);
                    request.put("from", from).put("to", to).put("balance", balance);
                    token.ifPresent(t -> request.put("token", t));
                });
    }

    /** Answered by the agent's connection thread itself: tells whether the process runs. */
    public CompletableFuture<Outcome> ping() {
        return send("ping", request -> {});
    }

    /** Asks the agent to end. */
    public CompletableFuture<Outcome> shutdown() {
        return send("shutdown", request -> {});
    }

    private CompletableFuture<Outcome> send(
            String call, java.util.function.Consumer<ObjectNode> fields) {
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        long id;
        synchronized (state) {
            if (closed) {
                future.complete(Outcome.fail("agent not reachable"));
                return future;
            }
            id = nextId++;
            open.put(id, future);
        }
        ObjectNode request = Wire.request(id, call);
        fields.accept(request);
        try {
            byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (writing) {
                out.write(line);
            }
        } catch (IOException e) {
            close();
        }
        return future;
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                JsonNode reply = Wire.parse(line);
                Outcome outcome = Wire.outcome(reply);
                CompletableFuture<Outcome> future;
                synchronized (state) {
                    future = open.remove(reply.required("id").asLong());
                }
                if (future != null) {
                    future.complete(outcome);
                }
                line = in.readLine();
            }
        } catch (IOException | IllegalArgumentException e) {
            // A broken wire is a lost one: what is open on it is told so below.
        } finally {
            close();
        }
    }

    /** Closes the connection, not the agent; open calls end as info. */
    @Override
    public void close() {
        List<CompletableFuture<Outcome>> lost;
        synchronized (state) {
            closed = true;
            lost = new ArrayList<>(open.values());
            open.clear();
        }
        closeQuietly(socket);
        for (CompletableFuture<Outcome> future : lost) {
            future.complete(Outcome.info("agent connection lost"));
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to do for it.
        }
    }
}
