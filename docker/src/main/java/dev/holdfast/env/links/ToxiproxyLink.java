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

/**
 * A link that is one proxy of a Toxiproxy, driven through its HTTP API.
 *
 * <p>Silence needs the toxic {@code blackhole}, which only the embedded proxy has. Safe for several
 * threads: one change at a time.
 */
public final class ToxiproxyLink implements Link {
    private final String from;
    private final String to;
    private final Proxy proxy;
    private final BlackholeToxic blackhole;
    private final CanaryRequest canary;
    private final Map<ToxicDirection, Latency> latencies = new EnumMap<>(ToxicDirection.class);
    private Address upstream;

    private ToxiproxyLink(
            String from,
            String to,
            Proxy proxy,
            Address upstream,
            BlackholeToxic blackhole,
            CanaryRequest canary) {
        this.from = from;
        this.to = to;
        this.proxy = proxy;
        this.upstream = upstream;
        this.blackhole = blackhole;
        this.canary = canary;
    }

    /**
     * Makes the proxy.
     *
     * @param api where the Toxiproxy's API listens
     * @param upstream where the link leads
     * @throws EnvironmentException if the API refuses or is not there
     */
    public static ToxiproxyLink create(
            Address api, String from, String to, Address upstream, CanaryRequest canary) {
        try {
            ToxiproxyClient client = new ToxiproxyClient(api.host(), api.port());
            Proxy proxy = client.createProxy(from + "_" + to, "127.0.0.1:0", upstream.toString());
            return new ToxiproxyLink(
                    from, to, proxy, upstream, new BlackholeToxic(api.host(), api.port()), canary);
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
        return Address.parse(proxy.getListen());
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
            run("silence", () -> blackhole.add(proxy.getName(), json(stream)));
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
                        blackhole.remove(proxy.getName(), json(stream));
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
        return canary.send(near(), limit);
    }

    private static List<ToxicDirection> streams(Direction direction) {
        return switch (direction) {
            case UPSTREAM -> List.of(ToxicDirection.UPSTREAM);
            case DOWNSTREAM -> List.of(ToxicDirection.DOWNSTREAM);
            case BOTH -> List.of(ToxicDirection.UPSTREAM, ToxicDirection.DOWNSTREAM);
        };
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
