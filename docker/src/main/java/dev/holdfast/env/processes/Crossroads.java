package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One address for each of several servers, by which all of them call it, where a connection is led
 * into the link of whoever made it.
 *
 * <p>For servers that tell each other addresses and compare them, so that all have to use the same
 * ones, and that can be told from which address to call. That address says who calls. Whoever else
 * comes is turned away. Two daemon threads a connection.
 */
final class Crossroads implements Site.Kept {
    private static final int ROW = 1;
    private static final int CONNECT_LIMIT_MS = 5_000;

    private final LoopbackBlock block;
    private final List<String> nodes;
    private final int port;
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final Map<Route, Address> routes = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private record Route(String callerHost, String called) {}

    /**
     * Takes addresses and listens.
     *
     * @param nodes the names of the servers, 1 to 200
     */
    Crossroads(List<String> nodes, PortPicker ports) {
        this.nodes = List.copyOf(nodes);
        this.port = ports.pick();
        this.block = LoopbackBlock.claim(port);
        try {
            for (String node : nodes) {
                ServerSocket listener = new ServerSocket();
                listeners.add(listener);
                listener.setReuseAddress(true);
                listener.bind(new InetSocketAddress(InetAddress.getByName(host(node)), port));
                daemon("accept", () -> accept(listener, node));
            }
        } catch (IOException e) {
            close();
            throw new EnvironmentException(
                    "cannot listen on 127.x.y.z, which servers watched by others need (only Linux"
                            + " has these addresses): "
                            + e.getMessage(),
                    e);
        }
    }

    /** The host from which this server has to call, and at which it is called. */
    String host(String node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException("no server " + node + " among " + nodes);
        }
        return block.address(ROW, index + 1);
    }

    /** What all of them call this server. */
    Address address(String node) {
        return new Address(host(node), port);
    }

    /** Leads calls of {@code from} to {@code to} into the link that begins at {@code near}. */
    void lead(String from, String to, Address near) {
        routes.put(new Route(host(from), to), near);
    }

    private void daemon(String what, Runnable task) {
        Thread thread = new Thread(task, "crossroads-" + port + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket listener, String called) {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                open.add(near);
                daemon("connection", () -> serve(near, called));
            } catch (IOException e) {
                // Closed, or a connection that ended before it was accepted.
            }
        }
    }

    private void serve(Socket near, String called) {
        try (near;
                Socket far = new Socket()) {
            Address target = routes.get(new Route(near.getInetAddress().getHostAddress(), called));
            if (target == null) {
                return;
            }
            near.setTcpNoDelay(true);
            far.connect(
                    new InetSocketAddress(InetAddress.getByName(target.host()), target.port()),
                    CONNECT_LIMIT_MS);
            far.setTcpNoDelay(true);
            SocketPair.join(near, far, "crossroads-" + port + "-back");
        } catch (IOException e) {
            // The node sees its connection end, as with any proxy.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    @Override
    public void close() {
        for (ServerSocket listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                // It goes with this process.
            }
        }
        open.forEach(SocketPair::close);
        block.close();
    }
}
