package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.servers.JvmServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/**
 * Addresses 127.a.b.j of this machine that no other environment uses meanwhile.
 *
 * <p>A socket that is bound and never listened to marks a block as taken; the system gives it up
 * with the process, however that ends. Linux has all of 127.0.0.0/8 without being asked; elsewhere
 * there is no such block.
 */
final class LoopbackBlock implements Site.Kept {
    /** Below the ports that {@link PortPicker} gives out. */
    private static final int MARK_PORT = 11_999;

    private static final int ROWS = 10;
    private static final int BLOCKS_PER_OCTET = 25;
    private static final int BLOCKS = 250 * BLOCKS_PER_OCTET;

    private final int block;
    private final ServerSocket mark;

    private LoopbackBlock(int block, ServerSocket mark) {
        this.block = block;
        this.mark = mark;
    }

    /**
     * Takes a free block.
     *
     * @param seed where to look first
     */
    static LoopbackBlock claim(int seed) {
        IOException last = new IOException("all are taken");
        for (int i = 0; i < BLOCKS; i++) {
            int block = Math.floorMod(seed + i, BLOCKS);
            try {
                return new LoopbackBlock(block, mark(text(block, 0, 1)));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new EnvironmentException(
                "no loopback addresses 127.x.y.z are free, which an ensemble of local processes"
                        + " needs (only Linux has them): "
                        + last.getMessage(),
                last);
    }

    private static ServerSocket mark(String address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), MARK_PORT), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** How node {@code i}, from 1 to 9, sees node {@code j}, from 1 to 200. */
    String address(int i, int j) {
        return text(block, i, j);
    }

    /** What names mean to member {@code i} of an ensemble of {@code count} servers in JVMs. */
    Map<String, String> hosts(int i, int count) {
        Map<String, String> hosts = new HashMap<>();
        try {
            // A server asks for the machine's name, too, to write it into its log.
            hosts.put(InetAddress.getLocalHost().getHostName(), "127.0.0.1");
        } catch (UnknownHostException e) {
            // Then it writes that it does not know.
        }
        for (int j = 1; j <= count; j++) {
            hosts.put(JvmServer.host(j), address(i, j));
        }
        return hosts;
    }

    private static String text(int block, int row, int j) {
        return "127.%d.%d.%d"
                .formatted(2 + block / BLOCKS_PER_OCTET, block % BLOCKS_PER_OCTET * ROWS + row, j);
    }

    @Override
    public void close() {
        try {
            mark.close();
        } catch (IOException e) {
            // It goes with this process.
        }
    }
}
