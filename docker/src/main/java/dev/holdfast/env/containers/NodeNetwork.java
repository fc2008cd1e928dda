package dev.holdfast.env.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.holdfast.env.EnvironmentException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The network of one environment, without a way out, on which all nodes are. Where this JVM is not
 * on the engine's machine itself (a virtual machine, an engine without root), there is a second one
 * by which it reaches the proxy. Safe for several threads.
 *
 * <p>Addresses are given out here, because a node that is killed and started again must keep its
 * own. Docker refuses a range that one of its networks has, so ranges of environments that start at
 * the same time differ, and their number makes the containers' names unique.
 */
final class NodeNetwork {
    /** {@code true}: as if the engine were on another machine, for tests of that. */
    static final String PUBLISH = "holdfast.docker.publish";

    private static final int RANGES = 256;
    private static final int FIRST_HOST = 2;
    private static final int LAST_HOST = 250;

    private final DockerClient docker;
    private final int range;
    private final String inner;
    private final @Nullable String outer;
    private final AtomicInteger nextHost = new AtomicInteger(FIRST_HOST);

    private NodeNetwork(DockerClient docker, int range, String inner, @Nullable String outer) {
        this.docker = docker;
        this.range = range;
        this.inner = inner;
        this.outer = outer;
    }

    /**
     * Makes it.
     *
     * @param seed where to begin to look for a free range
     */
    static NodeNetwork create(Engine engine, Owner owner, int seed) {
        return create(engine, owner, seed, RANGES);
    }

    /**
     * The same, but gives up after so many ranges.
     *
     * @throws EnvironmentException if none of them is free
     */
    static NodeNetwork create(Engine engine, Owner owner, int seed, int tries) {
        DockerClient docker = engine.docker();
        Set<Integer> taken = rangesOfThisMachine();
        String reason = "all are in use on this machine";
        for (int i = 0; i < tries; i++) {
            int range = Math.floorMod(seed + i, RANGES);
            if (taken.contains(range)) {
                continue;
            }
            try {
                String inner = createInner(docker, owner, range);
                boolean isHere =
                        !Boolean.getBoolean(PUBLISH) && rangesOfThisMachine().contains(range);
                return new NodeNetwork(
                        docker,
                        range,
                        inner,
                        isHere ? null : createOuter(docker, owner, range, inner));
            } catch (DockerException e) {
                reason = String.valueOf(e.getMessage()).strip();
                if (!reason.contains("overlaps")) {
                    break;
                }
            }
        }
        throw new EnvironmentException(
                "Docker cannot make a network in 10.199.0.0/16: "
                        + reason.replaceAll("\\s+", " ")
                        + "; docker network ls shows what is there, docker/down removes ours");
    }

    private static String createInner(DockerClient docker, Owner owner, int range) {
        return docker.createNetworkCmd()
                .withName(name(range))
                .withDriver("bridge")
                .withInternal(true)
                .withCheckDuplicate(true)
                .withLabels(owner.labels())
                .withIpam(
                        new Ipam()
                                .withConfig(
                                        new Ipam.Config()
                                                .withSubnet("10.199." + range + ".0/24")
                                                .withGateway("10.199." + range + ".1")))
                .exec()
                .getId();
    }

    private static String createOuter(DockerClient docker, Owner owner, int range, String inner) {
        try {
            return docker.createNetworkCmd()
                    .withName(name(range) + "-out")
                    .withDriver("bridge")
                    .withLabels(owner.labels())
                    .exec()
                    .getId();
        } catch (RuntimeException e) {
            docker.removeNetworkCmd(inner).exec();
            throw Engine.failed("make a network", e);
        }
    }

    /** Docker itself does not look at the machine's other networks when it is given a range. */
    private static Set<Integer> rangesOfThisMachine() {
        Set<Integer> taken = new HashSet<>();
        try {
            for (NetworkInterface device :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InterfaceAddress address : device.getInterfaceAddresses()) {
                    InetAddress ip = address.getAddress();
                    byte[] bytes = ip.getAddress();
                    if (bytes.length == 4 && bytes[0] == 10 && (bytes[1] & 0xff) == 199) {
                        taken.add(bytes[2] & 0xff);
                    }
                }
            }
        } catch (SocketException e) {
            // Then Docker's own word has to do.
        }
        return taken;
    }

    private static String name(int range) {
        return "holdfast-" + range;
    }

    /** What the names of this environment's containers begin with. */
    String prefix() {
        return name(range) + "-";
    }

    /** The network of the nodes. */
    String inner() {
        return inner;
    }

    /**
     * The network by which published ports are reached; null where this JVM reaches {@link #inner}
     * itself, so that nothing is published.
     */
    @Nullable String outer() {
        return outer;
    }

    /** An address on the inner network that nobody has yet. */
    String nextAddress() {
        int host = nextHost.getAndIncrement();
        if (host > LAST_HOST) {
            throw new EnvironmentException("an environment of more than 249 nodes has no network");
        }
        return "10.199." + range + "." + host;
    }

    void remove() {
        Engine.run("remove a network", () -> docker.removeNetworkCmd(inner).exec());
        String second = outer;
        if (second != null) {
            Engine.run("remove a network", () -> docker.removeNetworkCmd(second).exec());
        }
    }
}
