package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.links.CanaryRequest;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Await;
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
    static final String IMAGE = "holdfast-toxiproxy:2.12.0";

    private static final int API = 8474;
    private static final int FIRST = 9000;
    private static final int FIRST_MEETING = 3001;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Containers containers;
    private final String inner;
    private final boolean isPublished;
    private final String id;
    private final int ports;
    private final AtomicInteger next = new AtomicInteger(FIRST);
    private final AtomicInteger nextMeeting = new AtomicInteger(FIRST_MEETING);
    private Map<Integer, Integer> published = new HashMap<>();
    private @Nullable Netfilter netfilter;
    private String version = "";

    /**
     * @param network where it gets an address
     * @param ports how many ports will be asked for
     */
    Gate(Containers containers, NodeNetwork network, int ports) {
        this.containers = containers;
        this.inner = network.nextAddress();
        this.isPublished = network.outer() != null;
        this.ports = ports;
        this.id =
                containers.createGate(
                        ContainerSpec.alone("proxy.toxiproxy", IMAGE, List.of()),
                        inner,
                        IntStream.concat(IntStream.of(API), IntStream.range(FIRST, FIRST + ports))
                                .boxed()
                                .toList());
    }

    /** Starts it, and the packet filter beside it; returns when both answer. */
    void start(Engine engine) {
        containers.start(id, "toxiproxy");
        if (isPublished) {
            published = containers.publishedPorts(id, "toxiproxy");
        }
        String beside =
                containers.createFilter(
                        ContainerSpec.alone(
                                "proxy.filter", ContainerNode.IMAGE, List.of("sleep", "infinity")),
                        id);
        containers.start(beside, "filter");
        netfilter = new Netfilter(engine.docker(), beside);
        if (!Await.until(this::answers, LIMIT)) {
            throw new EnvironmentException("Toxiproxy does not answer on " + api());
        }
    }

    private boolean answers() {
        try {
            version = new ToxiproxyClient(api().host(), api().port()).version();
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

    private int allot() {
        int port = next.getAndIncrement();
        if (port >= FIRST + ports) {
            throw new EnvironmentException("more links than the proxy has ports: " + ports);
        }
        return port;
    }

    /** Where nodes find what listens on {@code port}. */
    private Address inside(int port) {
        return new Address(inner, port);
    }

    /** Where this JVM finds it. */
    private Address outside(int port) {
        if (!isPublished) {
            return inside(port);
        }
        Integer there = published.get(port);
        if (there == null) {
            throw new EnvironmentException("Docker did not publish the proxy's port " + port);
        }
        return new Address("127.0.0.1", there);
    }

    private Address api() {
        return outside(API);
    }

    /** A link to {@code upstream}, whose near end is a port of its own. */
    ToxiproxyLink link(String from, String to, Address upstream, CanaryRequest canary) {
        return link(from, to, "", allot(), upstream, canary);
    }

    /**
     * A link that the node at {@code source} takes when it connects to the proxy on the port that
     * {@code upstream} has: where all nodes know a server by one port, its address says who comes.
     *
     * @param part which of several links between the same two nodes, for its name; may be empty
     */
    ToxiproxyLink link(
            String from,
            String source,
            String to,
            String part,
            Address upstream,
            CanaryRequest canary) {
        int port = allot();
        ToxiproxyLink link = link(from, to, part, port, upstream, canary);
        netfilter().redirect(source, upstream.port(), port);
        return link;
    }

    private ToxiproxyLink link(
            String from, String to, String part, int port, Address upstream, CanaryRequest canary) {
        return ToxiproxyLink.create(
                api(),
                from,
                to,
                part,
                new ToxiproxyLink.Ends("0.0.0.0:" + port, inside(port), outside(port), upstream),
                netfilter().silencer(port),
                canary);
    }

    /** Its address on the nodes' network. */
    String ip() {
        return inner;
    }

    /** A port by which all nodes may know one server; nobody else gets it. */
    int meeting() {
        return nextMeeting.getAndIncrement();
    }

    /**
     * A way for this JVM to a node's own address, which no fault touches.
     *
     * @return where it begins
     */
    Address open(String name, Address node) {
        int port = allot();
        try {
            new ToxiproxyClient(api().host(), api().port())
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
