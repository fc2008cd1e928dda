package dev.holdfast.env.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that hands its connections to the test, and sockets to reach it with. */
final class Wire implements AutoCloseable {
    /** What should happen happens within this. */
    static final int LIMIT_MS = 5_000;

    /** What should not happen is waited for this long. */
    static final int SILENCE_MS = 150;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final LinkedBlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final Thread acceptor;
    private final List<Socket> sockets = new ArrayList<>();

    Wire() throws IOException {
        acceptor =
                new Thread(
                        () -> {
                            while (true) {
                                try {
                                    accepted.add(server.accept());
                                } catch (IOException e) {
                                    return;
                                }
                            }
                        },
                        "test-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The next connection that arrived. */
    Socket accept() throws Exception {
        Socket socket = accepted.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
        assertNotNull(socket, "no connection arrived");
        return keep(socket);
    }

    void assertNoConnection() throws Exception {
        assertEquals(null, accepted.poll(SILENCE_MS, TimeUnit.MILLISECONDS));
    }

    Socket connect(String address) throws IOException {
        Socket socket = new Socket();
        socket.connect(resolve(address), LIMIT_MS);
        return keep(socket);
    }

    static InetSocketAddress resolve(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(colon + 1)));
    }

    private synchronized Socket keep(Socket socket) throws IOException {
        socket.setSoTimeout(LIMIT_MS);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    static void assertReceives(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                text,
                new String(
                        socket.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8));
    }

    static void assertEnd(Socket socket) throws IOException {
        assertEquals(-1, socket.getInputStream().read(), "the connection should end");
    }

    /** The connection is over, by an end or by a reset. */
    static void assertOver(Socket socket) throws IOException {
        try {
            assertEnd(socket);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection should be over", e);
        } catch (SocketException e) {
            // reset
        }
    }

    static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThrows(
                SocketTimeoutException.class,
                () -> socket.getInputStream().read(),
                "nothing should come");
        socket.setSoTimeout(LIMIT_MS);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            // Until it has noticed, the kernel goes on to accept.
            acceptor.join(LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
