package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports for servers, outside the range from which the system takes ports for outgoing
 * connections: a server that is killed has to find its port free when it is started again.
 *
 * <p>A port is free when asked for and may be taken a moment later, so the caller tries again. Safe
 * for several threads.
 */
final class PortPicker {
    private static final int FIRST = 12_000;
    private static final int COUNT = 16_000;

    private final AtomicInteger next;

    /**
     * @param seed where to begin; different for environments that start at the same time
     */
    PortPicker(int seed) {
        next = new AtomicInteger(Math.floorMod(seed, COUNT));
    }

    int pick() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new EnvironmentException(
                "no free port from " + FIRST + " to " + (FIRST + COUNT - 1) + " on 127.0.0.1");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
