package dev.holdfast.env.proxy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine: listened to, or kept while nobody listens.
 *
 * <p>A disabled proxy keeps its port by a bound socket that does not listen: connects are refused,
 * as they should be, and no other program gets the port before the proxy is enabled again. A port
 * of our choice is below those that systems use for outgoing connections, so that none of these
 * takes it in the moment between two sockets of ours. Immutable but for {@link #close}.
 */
final class Port {
    static final Port NONE = new Port(null, null);

    private static final int BACKLOG = 512;

    /** Above those that servers get, below 32768, where Linux begins. */
    private static final int FIRST = 28_000;

    private static final int COUNT = 4_768;

    /** Different processes begin elsewhere, and none gives a port soon again. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(Math.floorMod(ProcessHandle.current().pid() * 37, COUNT));

    /** Far beyond what a thread takes to wake up, also where many more want to run. */
    private static final long ACCEPTOR_LIMIT_MS = 20_000;

    private final CountDownLatch left = new CountDownLatch(1);
    private final @Nullable NetworkChannel channel;
    private final @Nullable InetSocketAddress bound;

    private Port(@Nullable NetworkChannel channel, @Nullable InetSocketAddress bound) {
        this.channel = channel;
        this.bound = bound;
    }

    /**
     * The address to listen on for what the API was told. Only this machine: no host, or one that
     * means all interfaces, is 127.0.0.1.
     */
    static InetSocketAddress resolve(String listen) throws UnknownHostException {
        InetSocketAddress asked = Channels.resolve(listen);
        InetAddress address = asked.getAddress();
        if (address.isAnyLocalAddress()) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), asked.getPort());
        }
        if (!address.isLoopbackAddress()) {
            throw new ApiException(400, "listen " + listen + ": this proxy serves loopback only");
        }
        return asked;
    }

    /** Listens on {@code listen}; gives up what was reserved. */
    Port listen(String listen) throws IOException {
        InetSocketAddress address = resolve(listen);
        if (channel != null && !address.equals(bound)) {
            close();
        }
        ServerSocketChannel server;
        try {
            server = address.getPort() == 0 ? any(address) : bind(address);
        } catch (IOException e) {
            throw new IOException(
                    "listen tcp " + Channels.text(address) + ": " + e.getMessage(), e);
        }
        close();
        return new Port(server, (InetSocketAddress) server.getLocalAddress());
    }

    private static ServerSocketChannel any(InetSocketAddress address) throws IOException {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try {
                return bind(new InetSocketAddress(address.getAddress(), port));
            } catch (BindException e) {
                // Somebody listens there: the next one.
            }
        }
        return bind(address);
    }

    private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Stops listening, and keeps the port if the machine lets us. */
    Port reserve() {
        close();
        try {
            SocketChannel placeholder = SocketChannel.open();
            try {
                placeholder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                placeholder.bind(bound);
                return new Port(placeholder, bound);
            } catch (IOException e) {
                placeholder.close();
                return NONE;
            }
        } catch (IOException e) {
            return NONE;
        }
    }

    boolean isListening() {
        return channel instanceof ServerSocketChannel;
    }

    String address() {
        if (bound == null) {
            throw new IllegalStateException("the port is not bound");
        }
        return Channels.text(bound);
    }

    SocketChannel accept() throws IOException {
        if (channel instanceof ServerSocketChannel server) {
            return server.accept();
        }
        throw new IOException("not listening");
    }

    boolean isOpen() {
        return channel != null && channel.isOpen();
    }

    /** The thread that accepts says that it will not come back. */
    void acceptorLeft() {
        left.countDown();
    }

    /**
     * Gives the port up. A thread that waits in accept keeps the socket alive in the kernel until
     * it has noticed, so this waits for it: else the port would still be taken, or worse, still
     * accept.
     */
    void close() {
        if (channel == null) {
            return;
        }
        Channels.closeQuietly(channel);
        if (isListening()) {
            try {
                boolean unused = left.await(ACCEPTOR_LIMIT_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
