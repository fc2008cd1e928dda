package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
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
import java.time.Instant;
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
import java.util.function.Consumer;
import java.util.function.Function;

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
    private final Map<Long, Call> open = new HashMap<>();
    private long nextId;
    private boolean closed;

    /** A call that is under way, and what becomes of it. */
    private interface Call {
        void answered(JsonNode reply);

        /** No reply will come; {@code outcome} says what that means for its effect. */
        void lost(Outcome outcome);
    }

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

    /**
     * Has a coordinator carry a payment out: ok if it did, fail if it did not or never will, with
     * {@code aborted: …} where that is final and {@code refused: …} where this call did nothing.
     */
    public CompletableFuture<Outcome> pay(int session, Payment payment) {
        return send(
                "pay",
                request -> {
                    request.put("session", session);
                    CommitWire.payment(request, payment);
                });
    }

    /** Asks an agent for what a participant keeps. */
    public CompletableFuture<StatementOutcome> statement(int session, String participant) {
        return send(
                "statement",
                request -> request.put("session", session).put("participant", participant),
                reply -> {
                    Outcome outcome = Wire.outcome(reply);
                    return new StatementOutcome(
                            outcome,
                            outcome.type() == Outcome.Type.OK
                                    ? Optional.of(CommitWire.statement(reply))
                                    : Optional.empty());
                },
                outcome -> new StatementOutcome(outcome, Optional.empty()));
    }

    /** Has the agent's process end when it next passes {@code point}; none if empty. */
    public CompletableFuture<Outcome> arm(Optional<Point> point) {
        return send("arm", request -> request.put("point", point.map(Point::label).orElse("")));
    }

    /**
     * Has the thread that next passes {@code point} stand there until {@link #free}; the process
     * goes on otherwise.
     *
     * @param who whose vote, decision or accounts the step must be about; empty for anybody's
     */
    public CompletableFuture<Outcome> hold(Point point, String who) {
        return send("hold", request -> request.put("point", point.label()).put("who", who));
    }

    /** Has who stands at a point go on. */
    public CompletableFuture<Outcome> free() {
        return send("free", request -> {});
    }

    /** Has every line that the agent wrote down reach its journal's file. */
    public CompletableFuture<Outcome> flush() {
        return send("flush", request -> {});
    }

    /** Has the agent send every message of its protocol twice, or once again. */
    public CompletableFuture<Outcome> repeat(boolean isTwice) {
        return send("repeat", request -> request.put("on", isTwice));
    }

    /** Answered by the agent's connection thread itself: tells whether the process runs. */
    public CompletableFuture<Outcome> ping() {
        return send("ping", request -> {});
    }

    /** The time on the agent's own clock; empty if the connection is lost. */
    public CompletableFuture<Optional<Instant>> time() {
        return send("time", request -> {}, Wire::time, lost -> Optional.empty());
    }

    /**
     * For how long at most the agent's process stood still since it was last asked, in
     * milliseconds: some tens where nothing is wrong; 0 if the connection is lost.
     */
    public CompletableFuture<Long> stalledMillis() {
        return send("stalled", request -> {}, Wire::stalledMillis, lost -> 0L);
    }

    /** Asks the agent to end. */
    public CompletableFuture<Outcome> shutdown() {
        return send("shutdown", request -> {});
    }

    private CompletableFuture<Outcome> send(String call, Consumer<ObjectNode> fields) {
        return send(call, fields, Wire::outcome, outcome -> outcome);
    }

    private <T> CompletableFuture<T> send(
            String call,
            Consumer<ObjectNode> fields,
            Function<JsonNode, T> answered,
            Function<Outcome, T> lost) {
        CompletableFuture<T> future = new CompletableFuture<>();
        send(
                call,
                fields,
                new Call() {
                    @Override
                    public void answered(JsonNode reply) {
                        future.complete(answered.apply(reply));
                    }

                    @Override
                    public void lost(Outcome outcome) {
                        future.complete(lost.apply(outcome));
                    }
                });
        return future;
    }

    private void send(String name, Consumer<ObjectNode> fields, Call call) {
        long id;
        synchronized (state) {
            if (closed) {
                call.lost(Outcome.fail("agent not reachable"));
                return;
            }
            id = nextId++;
            open.put(id, call);
        }
        ObjectNode request = Wire.request(id, name);
        fields.accept(request);
        try {
            byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (writing) {
                out.write(line);
            }
        } catch (IOException e) {
            close();
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                JsonNode reply = Wire.parse(line);
                long id = reply.required("id").asLong();
                Call call;
                synchronized (state) {
                    call = open.get(id);
                }
                if (call != null) {
                    call.answered(reply);
                    // Not before: a reply that makes no sense leaves it open, and so lost.
                    synchronized (state) {
                        open.remove(id);
                    }
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
        List<Call> lost;
        synchronized (state) {
            closed = true;
            lost = new ArrayList<>(open.values());
            open.clear();
        }
        closeQuietly(socket);
        for (Call call : lost) {
            call.lost(Outcome.info("agent connection lost"));
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
