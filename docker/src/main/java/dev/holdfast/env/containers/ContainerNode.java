package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Node;
import dev.holdfast.env.processes.Await;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node that is a container: what Docker can do to it. One operation at a time.
 *
 * <p>Its folder is this machine's, so configuration, data and logs are where those of a process
 * would be, also while it runs and after it is gone.
 */
abstract class ContainerNode implements Node {
    static final String IMAGE = "holdfast-node";

    /** Its folder, as it sees it. */
    static final String FOLDER = "/node";

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Path directory;
    private final Site site;
    private final String ip;
    private volatile @Nullable String id;
    private volatile @Nullable Address outside;
    private volatile String incarnation = "never started";

    ContainerNode(String name, Site site) {
        this.name = name;
        this.site = site;
        this.ip = site.network().nextAddress();
        this.directory = site.folder().resolve(name);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot make the folder " + directory + " of node " + name + ": " + e, e);
        }
    }

    /** What the nodes of one environment share. */
    record Site(Containers containers, NodeNetwork network, Gate gate, Path folder) {}

    /** The shell command that becomes the node; it writes {@link #log} itself. */
    abstract String command();

    /** Its environment variables. */
    Map<String, String> environment() {
        return Map.of();
    }

    /** What it sees of this machine beside its folder. */
    List<ContainerSpec.Mounted> mounts() {
        return List.of();
    }

    /** Writes what it reads at its start. */
    abstract void prepare();

    /** Where it listens inside its container. */
    abstract int port();

    abstract void deleteData();

    abstract boolean keepsData();

    /** Whether it is ready; asked again and again while it starts. */
    abstract boolean isReady();

    abstract Duration startLimit();

    /** The most telling line of what it printed since {@code offset}, for a failed start. */
    abstract String lastWords(long offset);

    abstract Path log();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Path directory() {
        return directory;
    }

    /** Its own address on the nodes' network. */
    final Address inside() {
        return new Address(ip, port());
    }

    /** Where this JVM reaches it, past all links. */
    final Address outside() {
        Address present = outside;
        if (present == null) {
            throw new EnvironmentException(name + " has not started");
        }
        return present;
    }

    /** Makes its container and starts it; returns when it is ready. */
    final synchronized void launchFirst() {
        outside = site.gate().open(name, inside());
        List<ContainerSpec.Mounted> mounts = new ArrayList<>(mounts());
        mounts.add(new ContainerSpec.Mounted(directory, FOLDER, true));
        id =
                site.containers()
                        .createNode(
                                new ContainerSpec(
                                        name,
                                        IMAGE,
                                        List.of("sh", "-c", command()),
                                        environment(),
                                        mounts),
                                ip);
        launch();
    }

    private void launch() {
        prepare();
        long offset = sizeOf(log());
        String container = container();
        site.containers().start(container, name);
        Containers.State started = state();
        incarnation = container.substring(0, 12) + "@" + started.startedAt();
        site.gate().netfilter().admit(ip);
        boolean[] ready = new boolean[1];
        boolean unused =
                Await.until(() -> (ready[0] = isReady()) || !state().isRunning(), startLimit());
        if (ready[0]) {
            return;
        }
        Containers.State ended = state();
        String words = lastWords(offset);
        String how =
                ended.isRunning()
                        ? " was not ready within " + startLimit().toSeconds() + " s"
                        : " ended with status " + ended.exitStatus();
        kill();
        throw new EnvironmentException(
                name + how + " while starting" + (words.isEmpty() ? "" : ": " + words));
    }

    private String container() {
        String present = id;
        if (present == null) {
            throw new EnvironmentException(name + " has no container");
        }
        return present;
    }

    private Containers.State state() {
        String present = id;
        return present == null
                ? new Containers.State(false, false, -1, "")
                : site.containers().state(present, name);
    }

    @Override
    public final synchronized void pause() {
        Containers.State state = state();
        if (!state.isRunning()) {
            throw new EnvironmentException("cannot pause " + name + ": it does not run");
        }
        if (!state.isPaused()) {
            site.containers().pause(container(), name);
        }
    }

    @Override
    public final synchronized void resume() {
        if (state().isPaused()) {
            site.containers().unpause(container(), name);
        }
    }

    @Override
    public final synchronized void kill() {
        if (!state().isRunning()) {
            return;
        }
        site.containers().kill(container(), name);
        if (!Await.until(() -> !state().isRunning(), END_LIMIT)) {
            throw new EnvironmentException(name + " does not end after kill -9");
        }
        site.gate().netfilter().refuse(ip);
    }

    @Override
    public final synchronized void start() {
        if (isAlive()) {
            return;
        }
        if (!keepsData()) {
            deleteData();
        }
        launch();
    }

    @Override
    public final synchronized void startEmpty() {
        if (isAlive()) {
            throw new EnvironmentException("cannot empty " + name + ": it runs; kill it first");
        }
        deleteData();
        launch();
    }

    @Override
    public final boolean isAlive() {
        return state().isRunning();
    }

    @Override
    public final String incarnation() {
        return incarnation;
    }

    /** What {@code file} holds from {@code offset} bytes on; empty if there is no such file. */
    static List<String> linesFrom(Path file, long offset) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int from = (int) Math.min(offset, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new EnvironmentException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public final String toString() {
        return name;
    }
}
