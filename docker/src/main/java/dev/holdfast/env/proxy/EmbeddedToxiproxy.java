package dev.holdfast.env.proxy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server of Toxiproxy 2.12's HTTP API whose proxies live in this JVM, with one toxic more: {@code
 * blackhole}, the silence of a network that loses every packet.
 *
 * <p>It listens on 127.0.0.1 only, the proxies on loopback addresses only. Safe for several
 * threads.
 */
public final class EmbeddedToxiproxy implements AutoCloseable {
    /** The version of the API. */
    public static final String VERSION = "2.12.0";

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final long IDLE_THREAD_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;

    private final HttpServer http;
    private final ExecutorService threads;
    private final ProxyTable proxies;

    private EmbeddedToxiproxy(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
        this.proxies = new ProxyTable(threads, new BufferPool());
    }

    /**
     * Starts on a free port.
     *
     * @throws IOException if there is none
     */
    public static EmbeddedToxiproxy start() throws IOException {
        if (System.getProperty(NO_DELAY) == null) {
            // Else Nagle's algorithm holds every answer's body back for 40 ms; there is no other
            // way to tell the JDK's server, and it reads this once.
            System.setProperty(NO_DELAY, "true");
        }
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicLong count = new AtomicLong();
        ExecutorService threads =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_THREAD_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> {
                            Thread thread =
                                    new Thread(task, "holdfast-proxy-" + count.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        },
                        // Only after the shutdown, when every connection is closed anyway.
                        new ThreadPoolExecutor.DiscardPolicy());
        EmbeddedToxiproxy server = new EmbeddedToxiproxy(http, threads);
        http.setExecutor(threads);
        http.createContext("/", new ApiHandler(server.proxies));
        http.start();
        return server;
    }

    /** Where the API listens. */
    public Address api() {
        InetSocketAddress address = http.getAddress();
        return new Address(address.getAddress().getHostAddress(), address.getPort());
    }

    /** Ends the API, all proxies, all connections and all threads. */
    @Override
    public void close() {
        http.stop(0);
        proxies.close();
        threads.shutdownNow();
        try {
            // All that they could wait for has been closed.
            boolean unused = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isTerminated() {
        return threads.isTerminated();
    }
}
