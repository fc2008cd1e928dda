package dev.holdfast.run;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.containers.ContainerEnvironment;
import dev.holdfast.env.processes.ProcessEnvironment;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Topology;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kind of environment that runs get: asked for, or the best that this machine has. Safe for
 * several threads.
 */
public final class Environments implements Runner.EnvironmentStarter {
    /** Containers where they can be had, else processes. */
    public static final String AUTO = "auto";

    /** Local processes; needs nothing. */
    public static final String PROCESSES = "processes";

    /** Containers, or nothing. */
    public static final String CONTAINERS = "containers";

    private final String kind;
    private Optional<String> obstacle = Optional.empty();
    private boolean isObstacleKnown;

    private Environments(String kind) {
        this.kind = kind;
    }

    /**
     * The environments of a kind.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static Environments of(String kind) {
        if (!List.of(AUTO, PROCESSES, CONTAINERS).contains(kind)) {
            throw new IllegalArgumentException(
                    "unknown environment '" + kind + "'; known: auto, processes, containers");
        }
        return new Environments(kind);
    }

    /**
     * What a run of this subject gets and why, for its first line.
     *
     * @throws EnvironmentException if what was asked for cannot be had, saying what to do
     */
    public String choose(SubjectDescription subject) {
        return choice(Subjects.withLedger(subject.topology(), subject)).why();
    }

    private record Choice(boolean isContainers, String why) {}

    private Choice choice(Topology topology) {
        if (kind.equals(PROCESSES)) {
            return new Choice(false, "in local processes, as asked");
        }
        boolean asked = kind.equals(CONTAINERS);
        String missing =
                ContainerEnvironment.missing(topology).stream()
                        .map(ServerKind::name)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        Optional<String> reason =
                missing.isEmpty()
                        ? obstacle()
                        : Optional.of("there is no container for " + missing + " yet");
        if (reason.isEmpty()) {
            return new Choice(
                    true, asked ? "in containers, as asked" : "in containers (Docker is ready)");
        }
        if (asked) {
            throw new EnvironmentException("--env containers: " + reason.get());
        }
        String why = reason.get().split(";", 2)[0];
        return new Choice(false, "in local processes (" + why + ")");
    }

    /** Removes what killed runs left in Docker, unless only processes were asked for. */
    List<String> sweep() {
        return kind.equals(PROCESSES) ? List.of() : ContainerEnvironment.sweep();
    }

    /** Asked once: what is so when the first run begins is so for all. */
    private synchronized Optional<String> obstacle() {
        if (!isObstacleKnown) {
            obstacle = ContainerEnvironment.obstacle();
            isObstacleKnown = true;
        }
        return obstacle;
    }

    @Override
    public Environment start(EnvironmentSpec spec) {
        return choice(spec.topology()).isContainers()
                ? ContainerEnvironment.start(spec)
                : ProcessEnvironment.start(spec);
    }
}
