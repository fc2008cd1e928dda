package dev.holdfast.env.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A listening address, the server behind it, and the toxics in between.
 *
 * <p>Changes come from the threads of the API, one at a time by this object's monitor; the data
 * plane reads volatile snapshots and never takes it.
 */
final class Proxy {
    private static final int CONNECTIONS_MAX = 4096;
    private static final long ACCEPT_PAUSE_NS = 1_000_000;

    private final String name;
    private final ExecutorService threads;
    private final BufferPool buffers;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong connectionCount = new AtomicLong();
    private final Object blackholeChanged = new Object();

    private volatile String listen;
    private volatile String upstream;
    private volatile Port port = Port.NONE;
    private volatile List<Toxic> upstreamToxics = List.of();
    private volatile List<Toxic> downstreamToxics = List.of();
    private long toxicCount;

    Proxy(
            String name,
            String listen,
            String upstream,
            ExecutorService threads,
            BufferPool buffers) {
        this.name = name;
        this.listen = listen;
        this.upstream = upstream;
        this.threads = threads;
        this.buffers = buffers;
    }

    String name() {
        return name;
    }

    String listen() {
        return listen;
    }

    String upstream() {
        return upstream;
    }

    boolean isEnabled() {
        return port.isListening();
    }

    List<Toxic> toxics(StreamName stream) {
        return stream == StreamName.UPSTREAM ? upstreamToxics : downstreamToxics;
    }

    /** Upstream first, each stream in the order of addition. */
    List<Toxic> toxics() {
        List<Toxic> all = new ArrayList<>(upstreamToxics);
        all.addAll(downstreamToxics);
        return all;
    }

    boolean has(ToxicType type) {
        return toxics().stream().anyMatch(toxic -> toxic.type() == type);
    }

    /** Begins to listen; nothing if it does already. */
    synchronized void start() throws IOException {
        if (port.isListening()) {
            return;
        }
        Port listening = port.listen(listen);
        port = listening;
        listen = listening.address();
        threads.execute(() -> accept(listening));
    }

    /** Refuses new connections and ends the open ones; toxics stay. */
    synchronized void stop() {
        if (port.isListening()) {
            port = port.reserve();
            closeConnections();
        }
    }

    /** Stops for good. */
    synchronized void close() {
        port.close();
        port = Port.NONE;
        closeConnections();
    }

    /** Takes over another address or server (which ends all connections), and starts or stops. */
    synchronized void update(String newListen, String newUpstream, boolean enabled)
            throws IOException {
        InetSocketAddress resolved = Port.resolve(newListen);
        if (!Channels.text(resolved).equals(listen)) {
            stop();
            listen = newListen;
        }
        if (!newUpstream.equals(upstream)) {
            // The port is kept: whoever is given it meanwhile would not give it back.
            upstream = newUpstream;
            closeConnections();
        }
        if (enabled) {
            start();
        } else {
            stop();
        }
    }

    private void closeConnections() {
        // Those that wait for a blackhole to end are woken to see that they are gone.
        for (Connection connection : connections) {
            connection.close();
        }
        signalBlackhole();
    }

    private void accept(Port listening) {
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                Connection connection =
                        new Connection(this, client, connectionCount.incrementAndGet());
                connections.add(connection);
                if (connections.size() > CONNECTIONS_MAX) {
                    connection.close();
                } else {
                    threads.execute(() -> connection.run(threads, buffers));
                }
            } catch (IOException e) {
                // Closed, which ends the loop; or this one client is gone already; or there are
                // too many open files, which takes a moment to change.
                LockSupport.parkNanos(ACCEPT_PAUSE_NS);
            }
        }
        listening.acceptorLeft();
    }

    void forget(Connection connection) {
        connections.remove(connection);
        signalBlackhole();
    }

    private void signalBlackhole() {
        synchronized (blackholeChanged) {
            blackholeChanged.notifyAll();
        }
    }

    /**
     * Waits while a blackhole in either stream would swallow the handshake.
     *
     * @return false if the connection was closed meanwhile
     */
    boolean awaitNoBlackhole(Connection connection) {
        if (!has(ToxicType.BLACKHOLE)) {
            return !connection.isGone();
        }
        synchronized (blackholeChanged) {
            try {
                while (has(ToxicType.BLACKHOLE) && !connection.isGone()) {
                    blackholeChanged.wait();
                }
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !connection.isGone();
    }

    Toxic toxic(String toxicName) {
        for (Toxic toxic : toxics()) {
            if (toxic.name().equals(toxicName)) {
                return toxic;
            }
        }
        throw new ApiException(404, "toxic not found");
    }

    /** Adds {@code toxic} at the end of its stream, under a new id. */
    synchronized Toxic add(Toxic toxic) {
        if (toxics().stream().anyMatch(other -> other.name().equals(toxic.name()))) {
            throw new ApiException(409, "toxic already exists");
        }
        Toxic added =
                new Toxic(
                        ++toxicCount,
                        toxic.name(),
                        toxic.type(),
                        toxic.stream(),
                        toxic.toxicity(),
                        toxic.attributes());
        List<Toxic> now = new ArrayList<>(toxics(added.stream()));
        now.add(added);
        setToxics(added.stream(), now);
        return added;
    }

    synchronized void replace(Toxic toxic) {
        List<Toxic> now = new ArrayList<>(toxics(toxic.stream()));
        now.replaceAll(other -> other.id() == toxic.id() ? toxic : other);
        setToxics(toxic.stream(), now);
    }

    synchronized void remove(Toxic toxic) {
        List<Toxic> now = new ArrayList<>(toxics(toxic.stream()));
        now.removeIf(other -> other.id() == toxic.id());
        setToxics(toxic.stream(), now);
    }

    synchronized void removeToxics() {
        setToxics(StreamName.UPSTREAM, List.of());
        setToxics(StreamName.DOWNSTREAM, List.of());
    }

    private void setToxics(StreamName stream, List<Toxic> now) {
        if (stream == StreamName.UPSTREAM) {
            upstreamToxics = List.copyOf(now);
        } else {
            downstreamToxics = List.copyOf(now);
        }
        for (Connection connection : connections) {
            connection.toxicsChanged();
        }
        signalBlackhole();
    }
}
