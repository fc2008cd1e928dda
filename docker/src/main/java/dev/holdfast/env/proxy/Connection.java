package dev.holdfast.env.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection through a proxy, and the one that the proxy opened to the server for it.
 *
 * <p>As in Toxiproxy a half-closed connection is closed altogether: the end of one stream closes
 * the socket that the other one reads from.
 */
final class Connection {
    private static final int DIAL_MS_MAX = 5_000;

    private final Proxy proxy;
    private final SocketChannel client;
    private final long number;
    private final AtomicInteger streamsLeft = new AtomicInteger(2);
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile @Nullable SocketChannel server;
    private volatile @Nullable Stream upstream;
    private volatile @Nullable Stream downstream;

    Connection(Proxy proxy, SocketChannel client, long number) {
        this.proxy = proxy;
        this.client = client;
        this.number = number;
    }

    /** Serves the connection until one side ends it; the calling thread reads from the client. */
    void run(Executor threads, BufferPool buffers) {
        SocketChannel dialled = null;
        try {
            if (proxy.awaitNoBlackhole(this)) {
                dialled = dial();
            }
        } catch (IOException e) {
            // A server that cannot be reached looks like accept, then the end.
        }
        if (dialled == null) {
            close();
            return;
        }
        Stream up =
                new Stream(
                        client,
                        dialled,
                        2 * number,
                        () -> proxy.toxics(StreamName.UPSTREAM),
                        threads,
                        this::streamFinished);
        Stream down =
                new Stream(
                        dialled,
                        client,
                        2 * number + 1,
                        () -> proxy.toxics(StreamName.DOWNSTREAM),
                        threads,
                        this::streamFinished);
        upstream = up;
        downstream = down;
        toxicsChanged();
        if (gone.get()) {
            up.finish();
            down.finish();
            return;
        }
        threads.execute(() -> down.read(buffers));
        up.read(buffers);
    }

    private @Nullable SocketChannel dial() throws IOException {
        SocketChannel channel = SocketChannel.open();
        boolean open = false;
        try {
            channel.socket().connect(Channels.resolve(proxy.upstream()), DIAL_MS_MAX);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (proxy.has(ToxicType.RESET_PEER)) {
                // Only connections opened after the toxic was added end with a reset.
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            server = channel;
            open = !gone.get();
            return open ? channel : null;
        } finally {
            if (!open) {
                Channels.closeQuietly(channel);
            }
        }
    }

    /** The toxics of the proxy are different now. */
    void toxicsChanged() {
        Stream up = upstream;
        Stream down = downstream;
        if (up != null) {
            up.toxicsChanged();
        }
        if (down != null) {
            down.toxicsChanged();
        }
    }

    boolean isGone() {
        return gone.get();
    }

    private void streamFinished() {
        if (streamsLeft.decrementAndGet() == 0) {
            close();
        }
    }

    /** Ends both sides at once, whatever the toxics say. */
    void close() {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        Channels.closeQuietly(client);
        SocketChannel channel = server;
        if (channel != null) {
            Channels.closeQuietly(channel);
        }
        Stream up = upstream;
        Stream down = downstream;
        if (up != null) {
            up.finish();
        }
        if (down != null) {
            down.finish();
        }
        proxy.forget(this);
    }
}
