package dev.holdfast.env.proxy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/** All proxies by name. Safe for several threads. */
final class ProxyTable {
    private static final int PROXIES_MAX = 4096;

    private final ExecutorService threads;
    private final BufferPool buffers;
    private final Map<String, Proxy> proxies = new TreeMap<>();

    ProxyTable(ExecutorService threads, BufferPool buffers) {
        this.threads = threads;
        this.buffers = buffers;
    }

    synchronized Collection<Proxy> all() {
        return List.copyOf(proxies.values());
    }

    synchronized Proxy get(String name) {
        Proxy proxy = proxies.get(name);
        if (proxy == null) {
            throw new ApiException(404, "proxy not found");
        }
        return proxy;
    }

    synchronized Proxy create(String name, String listen, String upstream, boolean enabled)
            throws IOException {
        if (proxies.containsKey(name)) {
            throw new ApiException(409, "proxy already exists");
        }
        return put(name, listen, upstream, enabled);
    }

    /** Leaves a proxy alone that is already as asked, replaces it otherwise. */
    synchronized Proxy populate(String name, String listen, String upstream, boolean enabled)
            throws IOException {
        Proxy old = proxies.get(name);
        if (old != null) {
            boolean same =
                    old.upstream().equals(upstream)
                            && old.listen().equals(Channels.text(Port.resolve(listen)));
            if (same) {
                return old;
            }
            old.close();
        }
        return put(name, listen, upstream, enabled);
    }

    private Proxy put(String name, String listen, String upstream, boolean enabled)
            throws IOException {
        if (proxies.size() >= PROXIES_MAX) {
            throw new ApiException(400, "there are already " + PROXIES_MAX + " proxies");
        }
        Proxy proxy = new Proxy(name, listen, upstream, threads, buffers);
        if (enabled) {
            proxy.start();
        }
        proxies.put(name, proxy);
        return proxy;
    }

    synchronized void delete(String name) {
        get(name).close();
        proxies.remove(name);
    }

    synchronized void close() {
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
        proxies.clear();
    }
}
