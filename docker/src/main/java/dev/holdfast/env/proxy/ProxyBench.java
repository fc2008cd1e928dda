package dev.holdfast.env.proxy;

import dev.holdfast.impl.topology.Address;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * What one link of a Toxiproxy costs, measured through its own API, so that the embedded one and
 * the real one are measured alike.
 *
 * @param roundTripP50Us median round trip of 64 bytes in microseconds
 * @param roundTripP99Us its 99th percentile
 * @param throughputMbPerSecond 10^6 bytes per second in one direction over one connection
 */
public record ProxyBench(
        double roundTripP50Us, double roundTripP99Us, double throughputMbPerSecond) {

    private static final int MESSAGE_BYTES = 64;
    private static final int BLOCK_BYTES = 256 * 1024;
    private static final String PROXY_NAME = "holdfast-bench";

    /**
     * Measures a link of the proxy server whose API listens at {@code api}.
     *
     * @param roundTrips how many are measured, after as many to warm up
     * @param megabytes how much is sent, after a quarter of it to warm up
     */
    public static ProxyBench measure(Address api, int roundTrips, int megabytes)
            throws IOException {
        try (ServerSocketChannel server = listen()) {
            ToxiproxyClient client = new ToxiproxyClient(api.host(), api.port());
            InetSocketAddress upstream = (InetSocketAddress) server.getLocalAddress();
            Proxy proxy = client.createProxy(PROXY_NAME, "127.0.0.1:0", Channels.text(upstream));
            try {
                return measure(server, Address.parse(proxy.getListen()), roundTrips, megabytes);
            } finally {
                proxy.delete();
            }
        }
    }

    /** The same without any proxy: what is to be subtracted. */
    public static ProxyBench direct(int roundTrips, int megabytes) throws IOException {
        try (ServerSocketChannel server = listen()) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
            return measure(server, Address.parse(Channels.text(address)), roundTrips, megabytes);
        }
    }

    private static ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }

    private static ProxyBench measure(
            ServerSocketChannel server, Address target, int roundTrips, int megabytes)
            throws IOException {
        startServing(server);
        double[] trips = roundTripsUs(target, roundTrips);
        double throughput = throughput(target, megabytes);
        return new ProxyBench(trips[roundTrips / 2], trips[(int) (roundTrips * 0.99)], throughput);
    }

    /** First connection: an echo. Second: swallows everything, then answers with one byte. */
    private static void startServing(ServerSocketChannel server) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                echo(server);
                                swallow(server);
                            } catch (IOException e) {
                                // The measuring side sees the broken connection and reports it.
                            }
                        },
                        "holdfast-bench-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void echo(ServerSocketChannel server) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (SocketChannel channel = server.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            while (channel.read(buffer.clear()) >= 0) {
                writeAll(channel, buffer.flip());
            }
        }
    }

    /** Each transfer begins with its own length in bytes and is answered by one byte. */
    private static void swallow(ServerSocketChannel server) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (SocketChannel channel = server.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer header = ByteBuffer.allocate(Long.BYTES);
            while (readAll(channel, header.clear())) {
                long left = header.flip().getLong();
                while (left > 0) {
                    buffer.clear().limit((int) Math.min(left, BLOCK_BYTES));
                    int read = channel.read(buffer);
                    if (read < 0) {
                        return;
                    }
                    left -= read;
                }
                writeAll(channel, ByteBuffer.wrap(new byte[1]));
            }
        }
    }

    private static double[] roundTripsUs(Address target, int roundTrips) throws IOException {
        try (SocketChannel channel = connect(target)) {
            ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
            double[] tripsUs = new double[roundTrips];
            for (int i = -roundTrips; i < roundTrips; i++) {
                long startNs = System.nanoTime();
                writeAll(channel, message.clear());
                requireOpen(readAll(channel, message.clear()));
                if (i >= 0) {
                    tripsUs[i] = (System.nanoTime() - startNs) / 1e3;
                }
            }
            Arrays.sort(tripsUs);
            return tripsUs;
        }
    }

    private static double throughput(Address target, int megabytes) throws IOException {
        try (SocketChannel channel = connect(target)) {
            double unused = transfer(channel, Math.max(1, megabytes / 4) * 1_000_000L);
            return transfer(channel, megabytes * 1_000_000L);
        }
    }

    private static double transfer(SocketChannel channel, long bytes) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        long startNs = System.nanoTime();
        writeAll(channel, ByteBuffer.allocate(Long.BYTES).putLong(bytes).flip());
        for (long left = bytes; left > 0; left -= BLOCK_BYTES) {
            block.clear().limit((int) Math.min(left, BLOCK_BYTES));
            writeAll(channel, block);
        }
        requireOpen(readAll(channel, ByteBuffer.allocate(1)));
        return bytes * 1e3 / (System.nanoTime() - startNs);
    }

    private static SocketChannel connect(Address target) throws IOException {
        SocketChannel channel = SocketChannel.open(Channels.resolve(target.toString()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private static void writeAll(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static boolean readAll(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void requireOpen(boolean open) throws IOException {
        if (!open) {
            throw new IOException("the proxy ended the connection during the measurement");
        }
    }
}
