package dev.holdfast.env.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All containers of one environment; none is made elsewhere, so {@link #close} can remove them all.
 * Safe for several threads.
 */
final class Containers implements AutoCloseable {
    private static final int LOG_LIMIT_S = 5;
    private static final int REMOVE_LIMIT_S = 120;
    private static final String NO_RESOLVER = "127.0.0.1";
    private static final int FREEZE_ATTEMPTS = 5;
    private static final String NOT_FROZEN = "unable to freeze";

    /**
     * Held while a container leaves its network: an engine of version 20.10 was seen to lock up for
     * ever when several did at once.
     */
    private static final ReentrantLock LEAVING = new ReentrantLock();

    private final DockerClient docker;
    private final Owner owner;
    private final NodeNetwork network;
    private final String user;
    private final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * @param folder whose owner the nodes run as, so that the runner may read and delete what they
     *     leave
     */
    Containers(Engine engine, Owner owner, NodeNetwork network, Path folder) {
        this.docker = engine.docker();
        this.owner = owner;
        this.network = network;
        this.user = ownerOf(folder);
    }

    private static String ownerOf(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:uid")
                    + ":"
                    + Files.getAttribute(folder, "unix:gid");
        } catch (IOException | UnsupportedOperationException e) {
            throw new EnvironmentException("cannot tell whose folder " + folder + " is", e);
        }
    }

    /** Whether nodes run as root. */
    boolean isRoot() {
        return user.startsWith("0:");
    }

    /**
     * How a container stands.
     *
     * @param isRunning paused or not
     * @param exitStatus of the last end
     * @param startedAt of the last start
     */
    record State(boolean isRunning, boolean isPaused, long exitStatus, String startedAt) {}

    /** Makes a node's container, with this address on the inner network; does not start it. */
    String createNode(ContainerSpec spec, String address) {
        CreateContainerCmd command = command(spec);
        // Nobody out there can be asked what a name means: say so at once, not after half a minute.
        HostConfig host =
                hostConfig(spec)
                        .withNetworkMode(network.inner())
                        .withDns(NO_RESOLVER)
                        .withDnsOptions(List.of("timeout:1", "attempts:1"));
        return create(
                spec,
                command.withUser(user)
                        .withHostConfig(host)
                        .withIpv4Address(address)
                        .withHostName(spec.name()));
    }

    /**
     * Makes the proxy's container, with this address on the inner network; where this JVM is not on
     * that, these ports are published on 127.0.0.1 by way of the outer one.
     */
    String createGate(ContainerSpec spec, String address, List<Integer> ports) {
        String outer = network.outer();
        if (outer == null) {
            HostConfig host = hostConfig(spec).withNetworkMode(network.inner());
            return create(spec, command(spec).withHostConfig(host).withIpv4Address(address));
        }
        List<PortBinding> bindings =
                ports.stream()
                        .map(
                                port ->
                                        new PortBinding(
                                                Ports.Binding.bindIp("127.0.0.1"),
                                                ExposedPort.tcp(port)))
                        .toList();
        HostConfig host = hostConfig(spec).withNetworkMode(outer).withPortBindings(bindings);
        String id =
                create(
                        spec,
                        command(spec)
                                .withHostConfig(host)
                                .withExposedPorts(ports.stream().map(ExposedPort::tcp).toList()));
        join(id, spec.name(), address);
        return id;
    }

    private void join(String id, String name, String address) {
        Engine.run(
                "join " + name + " to a network",
                () ->
                        docker.connectToNetworkCmd()
                                .withContainerId(id)
                                .withNetworkId(network.inner())
                                .withContainerNetwork(
                                        new ContainerNetwork()
                                                .withIpamConfig(
                                                        new ContainerNetwork.Ipam()
                                                                .withIpv4Address(address)))
                                .exec());
    }

    /** Makes a container that shares the network of another, and may change its filters. */
    String createFilter(ContainerSpec spec, String beside) {
        HostConfig host =
                hostConfig(spec)
                        .withNetworkMode("container:" + beside)
                        .withCapAdd(Capability.NET_ADMIN);
        return create(spec, command(spec).withUser("0:0").withHostConfig(host));
    }

    private CreateContainerCmd command(ContainerSpec spec) {
        Map<String, String> labels = new HashMap<>(owner.labels());
        labels.put(Owner.LABEL + ".node", spec.name());
        CreateContainerCmd command =
                docker.createContainerCmd(spec.image())
                        .withName(network.prefix() + spec.name())
                        .withLabels(labels)
                        .withEnv(
                                spec.environment().entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .toList());
        return spec.command().isEmpty() ? command : command.withCmd(spec.command());
    }

    private static HostConfig hostConfig(ContainerSpec spec) {
        List<Mount> mounts =
                spec.mounts().stream()
                        .map(
                                mounted ->
                                        new Mount()
                                                .withType(MountType.BIND)
                                                .withSource(
                                                        mounted.here().toAbsolutePath().toString())
                                                .withTarget(mounted.there())
                                                .withReadOnly(!mounted.isWritable()))
                        .toList();
        return HostConfig.newHostConfig()
                .withMounts(mounts)
                .withExtraHosts(
                        spec.hosts().entrySet().stream()
                                .map(host -> host.getKey() + ":" + host.getValue())
                                .toArray(String[]::new));
    }

    private String create(ContainerSpec spec, CreateContainerCmd command) {
        requireOpen();
        String id =
                Engine.call("make the container of " + spec.name(), () -> command.exec().getId());
        ids.add(id);
        if (closed) {
            remove(id);
            requireOpen();
        }
        return id;
    }

    private void requireOpen() {
        if (closed) {
            throw new EnvironmentException("the environment is closed");
        }
    }

    void start(String id, String name) {
        requireOpen();
        Engine.run("start " + name, () -> docker.startContainerCmd(id).exec());
    }

    /** Processes that are just starting others escape the kernel's freezer; runc then gives up. */
    void pause(String id, String name) {
        for (int left = FREEZE_ATTEMPTS - 1; ; left--) {
            try {
                Engine.run("pause " + name, () -> docker.pauseContainerCmd(id).exec());
                return;
            } catch (EnvironmentException e) {
                if (left == 0 || !String.valueOf(e.getMessage()).contains(NOT_FROZEN)) {
                    throw e;
                }
            }
        }
    }

    void unpause(String id, String name) {
        Engine.run("resume " + name, () -> docker.unpauseContainerCmd(id).exec());
    }

    void kill(String id, String name) {
        leave(() -> Engine.run("kill " + name, () -> docker.killContainerCmd(id).exec()));
    }

    /** How it stands; one that was removed does not run. */
    State state(String id, String name) {
        try {
            ContainerState state = docker.inspectContainerCmd(id).exec().getState();
            return new State(
                    Boolean.TRUE.equals(state.getRunning()),
                    Boolean.TRUE.equals(state.getPaused()),
                    state.getExitCodeLong() == null ? -1 : state.getExitCodeLong(),
                    String.valueOf(state.getStartedAt()));
        } catch (NotFoundException e) {
            return new State(false, false, -1, "");
        } catch (RuntimeException e) {
            throw Engine.failed("look at " + name, e);
        }
    }

    /** Where the published ports of a container are on 127.0.0.1. */
    Map<Integer, Integer> publishedPorts(String id, String name) {
        Ports ports =
                Engine.call(
                        "look at " + name,
                        () ->
                                docker.inspectContainerCmd(id)
                                        .exec()
                                        .getNetworkSettings()
                                        .getPorts());
        Map<Integer, Integer> published = new HashMap<>();
        ports.getBindings()
                .forEach(
                        (port, bindings) -> {
                            if (bindings != null && bindings.length > 0) {
                                published.put(
                                        port.getPort(),
                                        Integer.parseInt(bindings[0].getHostPortSpec()));
                            }
                        });
        return published;
    }

    /** The last line that it printed; empty if it printed none or cannot be asked. */
    String lastLine(String id) {
        StringBuilder text = new StringBuilder();
        try {
            docker.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(1)
                    .exec(
                            new ResultCallback.Adapter<Frame>() {
                                @Override
                                public void onNext(Frame frame) {
                                    text.append(
                                            new String(frame.getPayload(), StandardCharsets.UTF_8));
                                }
                            })
                    .awaitCompletion(LOG_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What it said is lost; that it failed is told anyway.
            return "";
        }
        return text.toString().strip();
    }

    private static void leave(Runnable action) {
        try {
            if (!LEAVING.tryLock(REMOVE_LIMIT_S, TimeUnit.SECONDS)) {
                throw new EnvironmentException(
                        "Docker did not end a container within %d s; restart the engine"
                                .formatted(REMOVE_LIMIT_S));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while a container is ended", e);
        }
        try {
            action.run();
        } finally {
            LEAVING.unlock();
        }
    }

    private void remove(String id) {
        leave(() -> removeAlone(id));
    }

    private void removeAlone(String id) {
        try {
            docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException e) {
            // Somebody was faster.
        } catch (RuntimeException e) {
            throw Engine.failed("remove a container", e);
        }
    }

    /**
     * Removes all of them, whatever they do, and makes no more.
     *
     * @throws EnvironmentException if the engine does not answer in time
     */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<Void> removed = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            RuntimeException first = null;
                            for (String id : ids) {
                                try {
                                    remove(id);
                                } catch (RuntimeException e) {
                                    // The others have to go all the same.
                                    first = first == null ? e : first;
                                }
                            }
                            if (first == null) {
                                removed.complete(null);
                            } else {
                                removed.completeExceptionally(first);
                            }
                        },
                        "remove-containers");
        thread.setDaemon(true);
        thread.start();
        await(removed);
    }

    private static void await(CompletableFuture<Void> removed) {
        try {
            removed.get(REMOVE_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while containers are removed", e);
        } catch (TimeoutException e) {
            throw new EnvironmentException(
                    "Docker did not remove the containers within %d s; restart the engine"
                            .formatted(REMOVE_LIMIT_S),
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EnvironmentException cause
                    ? cause
                    : new EnvironmentException("cannot remove the containers", e);
        }
    }
}
