package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's end of the wire: one thread per connection, which answers pings itself. */
final class AgentServer {
    private static final Logger log = LoggerFactory.getLogger(AgentServer.class);

    private static final int BACKLOG = 64;

    /** Out of file handles, say: trying on at once would only burn a core. */
    private static final long RETRY_NANOS = 100_000_000;

    private final ServerSocket socket;
    private final Host host;
    private final Runnable shutdown;
    private final Sessions sessions = new Sessions();
    private final Stalls stalls = Stalls.watch();

    /**
     * Binds; port 0 takes any free one.
     *
     * @param shutdown called when a peer asks for it
     */
    AgentServer(InetSocketAddress address, Host host, Runnable shutdown) throws IOException {
        this.host = host;
        this.shutdown = shutdown;
        this.socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address, BACKLOG);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Loads what the first request would wait for, beside the runner's own connecting. */
    void warmUp() {
        Thread thread =
                new Thread(
                        () -> {
                            Wire.parse(Wire.request(0, "ping").toString());
                            log.debug("serving: {}", Wire.reply(0, Outcome.ok()));
                        },
                        "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Serves until the process ends. */
    void serve() {
        while (true) {
            try {
                Socket peer = socket.accept();
                Thread thread = new Thread(() -> serve(peer), "control-" + peer.getPort());
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                log.warn("control connection not accepted: {}", e.getMessage());
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void serve(Socket peer) {
        try (peer;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        peer.getInputStream(), StandardCharsets.UTF_8));
                Writer out =
                        new BufferedWriter(
                                new OutputStreamWriter(
                                        peer.getOutputStream(), StandardCharsets.UTF_8))) {
            peer.setTcpNoDelay(true);
            String line = in.readLine();
            while (line != null) {
                dispatch(Wire.parse(line), out);
                line = in.readLine();
            }
        } catch (IOException | IllegalArgumentException e) {
            log.warn("control connection ended: {}", e.getMessage());
        }
    }

    private void dispatch(JsonNode request, Writer out) throws IOException {
        long id = request.required("id").asLong();
        switch (request.required("call").asText()) {
            case "ping" -> send(id, Outcome.ok(), out);
            case "time" -> send(Wire.time(id, System.currentTimeMillis()), out);
            case "stalled" -> send(Wire.stalled(id, stalls.takeLongestMillis()), out);
            case "shutdown" -> {
                send(id, Outcome.ok(), out);
                shutdown.run();
            }
            case "arm", "hold", "free", "flush", "repeat" -> send(id, host.control(request), out);
            default -> {
                Optional<Executor> session = sessions.of(request.required("session").asInt());
                if (session.isPresent()) {
                    session.get().execute(() -> answer(id, request, out));
                } else {
                    send(id, Outcome.fail("too many sessions in one agent"), out);
                }
            }
        }
    }

    private void answer(long id, JsonNode request, Writer out) {
        try {
            send(host.call(id, request), out);
        } catch (IOException e) {
            log.warn("answer {} not sent: {}", id, e.getMessage());
        }
    }

    private static void send(long id, Outcome outcome, Writer out) throws IOException {
        send(Wire.reply(id, outcome), out);
    }

    private static void send(String line, Writer out) throws IOException {
        synchronized (out) {
            out.write(line);
            out.write('\n');
            out.flush();
        }
    }
}
