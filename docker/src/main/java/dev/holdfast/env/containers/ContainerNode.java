package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Node;
import dev.holdfast.env.NodeClock;
import dev.holdfast.env.clock.MovedClock;
import dev.holdfast.env.containers.ContainerSpec.Mounted;
import dev.holdfast.env.node.Await;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.node.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node that is a container: what Docker can do to it. One operation at a time. */
abstract class ContainerNode implements Node {
    static final String IMAGE = "holdfast-node";

    /** What {@link #IMAGE} has to have at least: its label says which generation it is. */
    static final int GENERATION = 1;

    /** What moves clocks, as the image has it. */
    private static final String CLOCK_LIBRARY = "/usr/local/lib/holdfast-clock.so";

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final String SCRIPT = "start.sh";
    private static final long ASK_NS = 100_000_000;

    private final String name;
    private final ContainerSeat seat;
    private final Program program;
    private final Sight sight;
    private final Site site;
    private final Optional<NodeClock> clock;
    private volatile @Nullable String id;
    private volatile String incarnation = "never started";

    /** Makes the folder; starts nothing. */
    ContainerNode(String name, ContainerSeat seat, Program program, Sight sight, Site site) {
        this.name = name;
        this.seat = seat;
        this.program = program;
        this.sight = sight;
        this.site = site;
        NodeFiles.makeFolder(seat.folder());
        this.clock =
                program.isClockMovable() && site.movesClocks()
                        ? Optional.of(new MovedClock(name, seat.folder(), program::time))
                        : Optional.empty();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Path directory() {
        return seat.folder();
    }

    @Override
    public final Optional<NodeClock> clock() {
        return clock;
    }

    private String ip() {
        return seat.listen().host();
    }

    private String create() {
        List<Mounted> mounts = new ArrayList<>(sight.mounts());
        mounts.add(new Mounted(seat.folder(), ContainerSeat.FOLDER, true));
        Map<String, String> variables = new HashMap<>();
        if (clock.isPresent()) {
            MovedClock.prepare(variables, CLOCK_LIBRARY, ContainerSeat.FOLDER);
        }
        ContainerSpec spec =
                new ContainerSpec(
                        name,
                        IMAGE,
                        List.of("sh", seat.inside(SCRIPT)),
                        variables,
                        mounts,
                        sight.hosts());
        return site.containers().createNode(spec, ip());
    }

    /** Starts its container, which is made the first time; returns when it is ready. */
    final void launch() {
        if (id == null) {
            id = create();
        }
        NodeFiles.write(seat.folder().resolve(SCRIPT), StartScript.of(program.launch()));
        String container = container();
        site.containers().start(container, name);
        Containers.State started = state();
        incarnation = container.substring(0, 12) + "@" + started.startedAt();
        site.gate().netfilter().admit(ip());
        if (awaitReady()) {
            return;
        }
        Containers.State ended = state();
        String said = program.lastWords();
        String words = said.isEmpty() ? site.containers().lastLine(container) : said;
        String how =
                ended.isRunning()
                        ? " was not ready within " + program.startLimit().toSeconds() + " s"
                        : " ended with status " + ended.exitStatus();
        kill();
        throw new EnvironmentException(
                name + how + " while starting" + (words.isEmpty() ? "" : ": " + words));
    }

    /** Whether it gets there; asks the engine rarely, which has more to do meanwhile. */
    private boolean awaitReady() {
        long[] askedNs = {System.nanoTime()};
        boolean[] ready = new boolean[1];
        boolean unused =
                Await.until(
                        () -> {
                            if (System.nanoTime() - askedNs[0] > ASK_NS) {
                                askedNs[0] = System.nanoTime();
                                if (!state().isRunning()) {
                                    return true;
                                }
                            }
                            ready[0] = program.isReady();
                            return ready[0];
                        },
                        program.startLimit());
        return ready[0];
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
        site.gate().netfilter().refuse(ip());
    }

    @Override
    public final synchronized void start() {
        if (isAlive()) {
            return;
        }
        if (!program.keepsData()) {
            program.deleteData();
        }
        launch();
    }

    @Override
    public final synchronized void startEmpty() {
        if (isAlive()) {
            throw new EnvironmentException("cannot empty " + name + ": it runs; kill it first");
        }
        program.deleteData();
        launch();
    }

    @Override
    public final boolean isAlive() {
        return state().isRunning();
    }

    @Override
    public final boolean answers() {
        return program.answers();
    }

    @Override
    public final String incarnation() {
        return incarnation;
    }

    @Override
    public final String toString() {
        return name;
    }
}
