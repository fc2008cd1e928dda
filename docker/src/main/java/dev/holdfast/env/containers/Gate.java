package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.links.CanaryRequest;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.processes.Await;
import dev.holdfast.impl.topology.Address;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The container with Toxiproxy: all links run through it, and by it alone the runner reaches the
 * nodes. It is never paused, killed or started again, so its published ports stay. Safe for several
 * threads.
 */
final class Gate implements AutoCloseable {
    static final String IMAGE = "ghcr.io/shopify/toxiproxy:2.12.0";

    private static final int API = 8474;
    private static final int FIRST = 9000;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Containers containers;
    private final String inner;
    private final String id;
    private final int ports;
    private final AtomicInteger next = new AtomicInteger(FIRST);
    private Map<Integer, Integer> published = new HashMap<>();
    private @Nullable Netfilter netfilter;
    private String version = "";

    /**
     * @param inner its address on the nodes' network
     * @param ports how many ports will be asked for
     */
    Gate(Containers containers, String inner, int ports) {
        this.containers = containers;
        this.inner = inner;
        this.ports = ports;
        this.id =
                containers.createGate(
                        new ContainerSpec("proxy.toxiproxy", IMAGE, List.of(), Map.of(), List.of()),
                        inner,
                        IntStream.concat(IntStream.of(API), IntStream.range(FIRST, FIRST + ports))
                                .boxed()
                                .toList());
    }

    /** Starts it, and the packet filter beside it; returns when both answer. */
    void start(Engine engine) {
        containers.start(id, "toxiproxy");
        published = containers.publishedPorts(id, "toxiproxy");
        String beside =
                containers.createFilter(
                        new ContainerSpec(
                                "proxy.filter",
                                ContainerNode.IMAGE,
                                List.of("sleep", "infinity"),
                                Map.of(),
                                List.of()),
                        id);
        containers.start(beside, "filter");
        netfilter = new Netfilter(engine.docker(), beside);
        if (!Await.until(this::answers, LIMIT)) {
            throw new EnvironmentException("Toxiproxy does not answer on " + api());
        }
    }

    private boolean answers() {
        try {
            version = new ToxiproxyClient("127.0.0.1", api().port()).version();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it is, for example {@code Toxiproxy 2.12.0}. */
    String description() {
        return "Toxiproxy " + version.replaceAll("[^0-9.]", "");
    }

    /** What filters packets. */
    Netfilter netfilter() {
        Netfilter present = netfilter;
        if (present == null) {
            throw new EnvironmentException("the proxy has not started");
        }
        return present;
    }

    /** A port for the near end of a link; nobody else gets it. */
    int allot() {
        int port = next.getAndIncrement();
        if (port >= FIRST + ports) {
            throw new EnvironmentException("more links than the proxy has ports: " + ports);
        }
        return port;
    }

    /** Where nodes find what listens on {@code port}. */
    Address inside(int port) {
        return new Address(inner, port);
    }

    /** Where this JVM finds it. */
    private Address outside(int port) {
        Integer there = published.get(port);
        if (there == null) {
            throw new EnvironmentException("Docker did not publish the proxy's port " + port);
        }
        return new Address("127.0.0.1", there);
    }

    private Address api() {
        return outside(API);
    }

    /** A link whose near end is on {@code port}. */
    ToxiproxyLink link(String from, String to, int port, Address upstream, CanaryRequest canary) {
        return ToxiproxyLink.create(
                api(),
                from,
                to,
                new ToxiproxyLink.Ends("0.0.0.0:" + port, inside(port), outside(port), upstream),
                netfilter().silencer(port),
                canary);
    }

    /**
     * A way for this JVM to a node's own address, which no fault touches.
     *
     * @return where it begins
     */
    Address open(String name, Address node) {
        int port = allot();
        try {
            new ToxiproxyClient("127.0.0.1", api().port())
                    .createProxy("direct_" + name, "0.0.0.0:" + port, node.toString());
            return outside(port);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot open a way to " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (netfilter != null) {
            netfilter.close();
        }
    }
}
