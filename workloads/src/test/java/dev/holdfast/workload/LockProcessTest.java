package dev.holdfast.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.record.Recorder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockProcessTest {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    @TempDir Path folder;

    /** Says ok to whatever it is asked, and counts it. */
    private static void agree(ServerSocket server, AtomicInteger asked) {
        while (!server.isClosed()) {
            try (Socket peer = server.accept()) {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        peer.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = peer.getOutputStream();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    Matcher id = ID.matcher(line);
                    if (id.find()) {
                        asked.incrementAndGet();
                        String reply = "{\"id\":%s,\"type\":\"ok\",\"grant\":0}\n";
                        out.write(reply.formatted(id.group(1)).getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // The test is over, or the peer has gone.
            }
        }
    }

    @Test
    void whatAKilledAgentBeganTheNextOneDoesNotGoOnWith() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Recorder recorder = Recorder.open(folder.resolve("history.jsonl"), List.of())) {
            Thread agent = new Thread(() -> agree(server, asked));
            agent.setDaemon(true);
            agent.start();
            Address address = new Address("127.0.0.1", server.getLocalPort());
            Duration limit = Duration.ofSeconds(20);
            AtomicReference<AgentConnection> current =
                    new AtomicReference<>(AgentConnection.open(address, limit));
            LockProcess process =
                    new LockProcess(
                            0,
                            "agent-1",
                            (name, call) -> call.apply(current.get()),
                            recorder,
                            LockProcess.Deadline.of(limit));
            Outcome grant = process.acquire("pay-1", Optional.empty());
            assertEquals(Outcome.Type.OK, grant.type());

            current.get().close();
            current.set(AgentConnection.open(address, limit));
            int before = asked.get();
            Outcome write = process.write("pay-1", "initial", "p-1", 1, OptionalLong.empty());
            assertEquals(Outcome.Type.FAIL, write.type());
            assertEquals(Outcome.Type.FAIL, process.release("pay-1", grant).type());
            assertEquals(before, asked.get(), "the new agent was asked");
            assertEquals(Outcome.Type.OK, process.acquire("pay-1", Optional.empty()).type());
            current.get().close();
        }
    }
}
