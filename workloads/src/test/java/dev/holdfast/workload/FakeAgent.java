package dev.holdfast.workload;

import dev.holdfast.impl.topology.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Both ends of no lock at all: says ok, or what it was told to say, to whatever it is asked. */
final class FakeAgent implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern CALL = Pattern.compile("\"call\":\"([a-z]+)\"");

    private final ServerSocket server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeAgent() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on answers a call so: the fields of the reply after its id. */
    void answer(String call, String fields) {
        answers.put(call, fields);
    }

    /** Every request so far. */
    List<String> asked() {
        return asked;
    }

    Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket peer = server.accept()) {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        peer.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = peer.getOutputStream();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    asked.add(line);
                    out.write(reply(line).getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // The test is over, or the peer has gone.
            }
        }
    }

    private String reply(String request) {
        Matcher id = ID.matcher(request);
        Matcher call = CALL.matcher(request);
        if (!id.find() || !call.find()) {
            throw new IllegalArgumentException("no request: " + request);
        }
        String fields = answers.getOrDefault(call.group(1), "\"type\":\"ok\",\"grant\":0");
        return "{\"id\":%s,%s}\n".formatted(id.group(1), fields);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
