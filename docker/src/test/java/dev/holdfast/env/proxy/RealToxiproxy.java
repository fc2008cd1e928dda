package dev.holdfast.env.proxy;

import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The original server as a child process, if the machine has it. */
final class RealToxiproxy implements AutoCloseable {
    private static final String PROPERTY = "holdfast.toxiproxy";

    private final Process process;
    private final Address api;

    private RealToxiproxy(Process process, Address api) {
        this.process = process;
        this.api = api;
    }

    /** Starts it; skips the test with the reason if no binary was named. */
    static RealToxiproxy start() throws Exception {
        String binary = System.getProperty(PROPERTY, "");
        Assumptions.assumeFalse(
                binary.isEmpty(),
                "needs Toxiproxy 2.12.0's server: -D" + PROPERTY + "=<its binary>");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process =
                new ProcessBuilder(
                                Path.of(binary).toString(),
                                "-host",
                                "127.0.0.1",
                                "-port",
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new RealToxiproxy(process, new Address("127.0.0.1", socket.getPort()));
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException(binary + " does not serve");
    }

    Address api() {
        return api;
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
