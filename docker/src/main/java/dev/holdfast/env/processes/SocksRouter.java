package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.topology.Address;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A SOCKS 5 proxy (RFC 1928) on 127.0.0.1 that leads one node's connections into its links, by the
 * port that the node asks for.
 *
 * <p>For servers that tell each other their addresses and have no other way of reaching the same
 * address through different proxies. It leads nowhere but into the links that it was given. Two
 * daemon threads a connection.
 */
final class SocksRouter implements Site.Kept {
    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int DOMAIN = 3;
    private static final int IPV4 = 1;
    private static final int OK = 0;
    private static final int REFUSED = 5;
    private static final int HANDSHAKE_LIMIT_MS = 5_000;

    private final ServerSocket server;
    private final Map<Integer, Address> routes;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SocksRouter(ServerSocket server, Map<Integer, Address> routes) {
        this.server = server;
        this.routes = Map.copyOf(routes);
    }

    /**
     * Listens.
     *
     * @param routes where a connection to each port leads
     */
    static SocksRouter start(Map<Integer, Address> routes) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocksRouter router = new SocksRouter(server, routes);
            router.daemon("accept", router::accept);
            return router;
        } catch (IOException e) {
            throw new EnvironmentException("cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    private void daemon(String what, Runnable task) {
        Thread thread = new Thread(task, "socks-" + server.getLocalPort() + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                daemon("connection", () -> serve(near));
            } catch (IOException e) {
                // Closed, or a connection that ended before it was accepted.
            }
        }
    }

    private void serve(Socket near) {
        try (near;
                Socket far = new Socket()) {
            near.setSoTimeout(HANDSHAKE_LIMIT_MS);
            near.setTcpNoDelay(true);
            Address target = routes.get(handshake(near));
            if (target == null || !connect(far, target)) {
                answer(near, REFUSED);
                return;
            }
            answer(near, OK);
            near.setSoTimeout(0);
            SocketPair.join(near, far, "socks-" + server.getLocalPort() + "-back");
        } catch (IOException e) {
            // The node sees its connection end, as with any proxy.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private boolean connect(Socket far, Address target) {
        try {
            far.connect(
                    new InetSocketAddress(InetAddress.getByName(target.host()), target.port()),
                    HANDSHAKE_LIMIT_MS);
            far.setTcpNoDelay(true);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port asked for. */
    private static int handshake(Socket near) throws IOException {
        DataInputStream in = new DataInputStream(near.getInputStream());
        require(in.readByte() == VERSION);
        in.readFully(new byte[in.readUnsignedByte()]);
        near.getOutputStream().write(new byte[] {VERSION, 0});
        require(in.readByte() == VERSION && in.readByte() == CONNECT);
        in.readByte();
        switch (in.readByte()) {
            case DOMAIN -> in.readFully(new byte[in.readUnsignedByte()]);
            case IPV4 -> in.readFully(new byte[4]);
            default -> in.readFully(new byte[16]);
        }
        return in.readUnsignedShort();
    }

    private static void require(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("not a SOCKS 5 connect");
        }
    }

    private static void answer(Socket near, int reply) throws IOException {
        near.getOutputStream().write(new byte[] {VERSION, (byte) reply, 0, IPV4, 0, 0, 0, 0, 0, 0});
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It goes with this process.
        }
        open.forEach(SocketPair::close);
    }
}
