package dev.holdfast.impl.commit.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.topology.Address;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers other agents. A question and its answer are a line of JSON each, matched by {@code id};
 * questions of one connection are taken in turn by a thread of its own, and answered in any order:
 * what has to wait for the disk or for other agents is answered {@link Reply#later}.
 *
 * <p>A question with the field {@value #PING} is answered by an empty object, at once and without
 * asking the protocol: so it is known that the link to here works.
 *
 * <p>A question whose answering throws, or does not reply, gets no answer: whoever asked cannot
 * know what came of it, which is what a crash at that moment would tell it too.
 */
public final class PeerServer implements AutoCloseable {
    /** The field of a question that asks whether anybody is there. */
    public static final String PING = "ping";

    private static final Logger log = LoggerFactory.getLogger(PeerServer.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final ServerSocket server;
    private final BiConsumer<JsonNode, Reply> answering;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService connections = Executors.newCachedThreadPool(named("peer-server"));

    /**
     * Listens from now on.
     *
     * @param answering called by a thread for each connection
     * @throws IOException if it cannot listen there
     */
    public PeerServer(Address listen, BiConsumer<JsonNode, Reply> answering) throws IOException {
        this.server = new ServerSocket(listen.port(), 50, InetAddress.getByName(listen.host()));
        this.answering = answering;
        connections.execute(this::accept);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                connections.execute(() -> read(socket));
            } catch (IOException e) {
                log.debug("no longer listening", e);
            }
        }
    }

    private void read(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode question = JSON.readTree(line);
                Reply reply = new Reply(out, question.path("id"));
                if (question.has(PING)) {
                    reply.send(JSON.createObjectNode());
                } else {
                    answer(question, reply);
                }
            }
        } catch (IOException e) {
            log.debug("a peer's connection ended", e);
        } finally {
            open.remove(socket);
        }
    }

    /** The way back to whoever asked. */
    public final class Reply {
        private final OutputStream out;
        private final JsonNode id;

        private Reply(OutputStream out, JsonNode id) {
            this.out = out;
            this.id = id;
        }

        /** Answers in a thread of its own: it may take long, or wait for other agents. */
        public void later(Consumer<Reply> answering) {
            connections.execute(
                    () -> {
                        try {
                            answering.accept(this);
                        } catch (RuntimeException e) {
                            log.warn("no answer to question {}", id, e);
                        }
                    });
        }

        /** The answer is sent in the course of this; if it fails, there is none. */
        public void comesOf(CompletableFuture<?> answering) {
            var unused =
                    answering.exceptionally(
                            e -> {
                                log.warn("no answer to question {}", id, e);
                                return null;
                            });
        }

        /** Sends the answer; whether it arrives nobody knows. */
        public void send(ObjectNode answer) {
            try {
                write(out, answer.set("id", id));
            } catch (IOException e) {
                log.debug("whoever asked is gone", e);
            }
        }
    }

    private void answer(JsonNode question, Reply reply) {
        try {
            answering.accept(question, reply);
        } catch (RuntimeException e) {
            log.warn("no answer to {}", question, e);
        }
    }

    static void write(OutputStream out, JsonNode message) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            JSON.writeValue(line, message);
        } catch (JsonProcessingException e) {
            throw new IOException("not to be written: " + message, e);
        }
        line.write('\n');
        synchronized (out) {
            out.write(line.toByteArray());
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            log.debug("closing", e);
        }
        connections.shutdownNow();
    }
}
