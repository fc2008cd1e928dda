package dev.holdfast.env.links;

import dev.holdfast.env.Direction;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.impl.topology.Address;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link that is one proxy of a Toxiproxy, driven through its HTTP API.
 *
 * <p>Toxiproxy has no silence: that is another's work, the embedded proxy's or the kernel's. Safe
 * for several threads: one change at a time.
 */
public final class ToxiproxyLink implements Link {
    private final String from;
    private final String to;
    private final Proxy proxy;
    private final Address near;
    private final Address probed;
    private final Silencer silencer;
    private final CanaryRequest canary;
    private final Map<ToxicDirection, Latency> latencies = new EnumMap<>(ToxicDirection.class);
    private Address upstream;

    /**
     * Where a link is.
     *
     * @param listen where the proxy listens, as it sees itself: {@code host:port}, port 0 for any
     * @param near where the node connects to; null for the place where the proxy says it listens
     * @param probed where this JVM connects to for a canary; null for {@code near}
     * @param upstream where the link leads
     */
    public record Ends(
            String listen, @Nullable Address near, @Nullable Address probed, Address upstream) {}

    private ToxiproxyLink(
            String from,
            String to,
            Proxy proxy,
            Ends ends,
            Silencer silencer,
            CanaryRequest canary) {
        this.from = from;
        this.to = to;
        this.proxy = proxy;
        this.near = ends.near() == null ? Address.parse(proxy.getListen()) : ends.near();
        this.probed = ends.probed() == null ? near : ends.probed();
        this.upstream = ends.upstream();
        this.silencer = silencer;
        this.canary = canary;
    }

    /**
     * Makes the proxy in an embedded Toxiproxy, on a free port of 127.0.0.1.
     *
     * @param api where the Toxiproxy's API listens
     * @param upstream where the link leads
     * @throws EnvironmentException if the API refuses or is not there
     */
    public static ToxiproxyLink create(
            Address api, String from, String to, Address upstream, CanaryRequest canary) {
        return create(api, from, to, "", "127.0.0.1:0", upstream, canary);
    }

    /**
     * Makes the proxy in an embedded Toxiproxy.
     *
     * @param part which of several proxies between the same two nodes, for its name; may be empty
     * @param listen the near end, {@code host:port}
     */
    public static ToxiproxyLink create(
            Address api,
            String from,
            String to,
            String part,
            String listen,
            Address upstream,
            CanaryRequest canary) {
        String name = proxyName(from, to, part);
        Ends ends = new Ends(listen, null, null, upstream);
        return make(api, name, from, to, ends, new BlackholeToxic(api, name), canary);
    }

    /**
     * Makes the proxy in any Toxiproxy.
     *
     * @param part which of several proxies between the same two nodes, for its name; may be empty
     * @param silencer what Toxiproxy itself cannot do, for this link
     */
    public static ToxiproxyLink create(
            Address api,
            String from,
            String to,
            String part,
            Ends ends,
            Silencer silencer,
            CanaryRequest canary) {
        return make(api, proxyName(from, to, part), from, to, ends, silencer, canary);
    }

    private static String proxyName(String from, String to, String part) {
        return from + "_" + to + (part.isEmpty() ? "" : "_" + part);
    }

    private static ToxiproxyLink make(
            Address api,
            String name,
            String from,
            String to,
            Ends ends,
            Silencer silencer,
            CanaryRequest canary) {
        try {
            ToxiproxyClient client = new ToxiproxyClient(api.host(), api.port());
            Proxy proxy = client.createProxy(name, ends.listen(), ends.upstream().toString());
            return new ToxiproxyLink(from, to, proxy, ends, silencer, canary);
        } catch (IOException e) {
            throw failed("cannot make", from + "->" + to, e);
        }
    }

    @Override
    public String from() {
        return from;
    }

    @Override
    public String to() {
        return to;
    }

    /** The near end: where the node connects to. */
    public Address near() {
        return near;
    }

    /** The far end: where the link leads now. */
    public synchronized Address upstream() {
        return upstream;
    }

    /**
     * Leads the link to another server. Toxiproxy ends the connections that are open; a cut link
     * stays cut.
     */
    public synchronized void lead(Address newUpstream) {
        if (!newUpstream.equals(upstream)) {
            run("lead", () -> proxy.setUpstream(newUpstream.toString()));
            upstream = newUpstream;
        }
    }

    @Override
    public synchronized void refuse() {
        run("cut", proxy::disable);
    }

    @Override
    public synchronized void silence(Direction direction) {
        for (ToxicDirection stream : streams(direction)) {
            run("silence", () -> silencer.silence(oneWay(stream)));
        }
    }

    @Override
    public synchronized void delay(Direction direction, Duration delay) {
        for (ToxicDirection stream : streams(direction)) {
            run("delay", () -> delay(stream, delay.toMillis()));
        }
    }

    private void delay(ToxicDirection stream, long millis) throws IOException {
        Latency latency = latencies.get(stream);
        if (latency == null) {
            latencies.put(
                    stream, proxy.toxics().latency("latency_" + json(stream), stream, millis));
        } else {
            latency.setLatency(millis);
        }
    }

    @Override
    public synchronized void heal() {
        run(
                "heal",
                () -> {
                    for (ToxicDirection stream : streams(Direction.BOTH)) {
                        silencer.restore(oneWay(stream));
                        Latency latency = latencies.get(stream);
                        if (latency != null) {
                            latency.remove();
                            latencies.remove(stream);
                        }
                    }
                    proxy.enable();
                });
    }

    @Override
    public synchronized void dropConnections() {
        run(
                "drop the connections of",
                () -> {
                    // A disabled proxy has no connections, and has to stay as it is.
                    if (proxy.isEnabled()) {
                        proxy.disable();
                        proxy.enable();
                    }
                });
    }

    @Override
    public Canary canary(Duration limit) {
        return canary.send(probed, limit);
    }

    private static List<ToxicDirection> streams(Direction direction) {
        return switch (direction) {
            case UPSTREAM -> List.of(ToxicDirection.UPSTREAM);
            case DOWNSTREAM -> List.of(ToxicDirection.DOWNSTREAM);
            case BOTH -> List.of(ToxicDirection.UPSTREAM, ToxicDirection.DOWNSTREAM);
        };
    }

    private static Direction oneWay(ToxicDirection stream) {
        return stream == ToxicDirection.UPSTREAM ? Direction.UPSTREAM : Direction.DOWNSTREAM;
    }

    private static String json(ToxicDirection stream) {
        return stream.name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface ApiCall {
        void run() throws IOException;
    }

    private void run(String what, ApiCall call) {
        try {
            call.run();
        } catch (IOException e) {
            throw failed("cannot " + what, name(), e);
        }
    }

    private static EnvironmentException failed(String what, String link, IOException e) {
        return new EnvironmentException(what + " link " + link + ": " + e.getMessage(), e);
    }

    @Override
    public String toString() {
        return name();
    }
}
