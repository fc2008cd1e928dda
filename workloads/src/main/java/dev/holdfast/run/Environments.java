package dev.holdfast.run;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.containers.ContainerEnvironment;
import dev.holdfast.env.processes.ProcessEnvironment;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The kind of environment that runs get: asked for, or the best that this machine has. Safe for
 * several threads.
 */
public final class Environments implements EnvironmentStarter {
    /** Containers where they can be had, else processes. */
    public static final String AUTO = "auto";

    /** Local processes; needs nothing. */
    public static final String PROCESSES = "processes";

    /** Containers, or nothing. */
    public static final String CONTAINERS = "containers";

    private final String kind;
    private final Supplier<Optional<String>> obstacle = once(ContainerEnvironment::obstacle);
    private final Supplier<Optional<String>> containerClocks =
            once(ContainerEnvironment::clockObstacle);
    private final Supplier<Optional<String>> processClocks =
            once(ProcessEnvironment::clockObstacle);

    private Environments(String kind) {
        this.kind = kind;
    }

    /** Asked once: what is so when the first run begins is so for all. */
    private static <T> Supplier<T> once(Supplier<T> question) {
        List<T> answer = new ArrayList<>(1);
        return () -> {
            synchronized (answer) {
                if (answer.isEmpty()) {
                    answer.add(question.get());
                }
                return answer.get(0);
            }
        };
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
     * What runs get and why, for its first line.
     *
     * @throws EnvironmentException if what was asked for cannot be had, saying what to do
     */
    public String choose() {
        return choice().why();
    }

    /** Whether one of these faults needs nodes whose clocks can be moved. */
    static boolean movesClocks(List<String> faults) {
        return faults.stream().anyMatch(kind -> Faults.find(kind).lane() == Fault.Lane.CLOCK);
    }

    /**
     * Why the environment that a run gets lacks what these faults need: in one line, with what to
     * do. Empty if it has everything.
     */
    public Optional<String> unavailable(List<String> faults) {
        if (!movesClocks(faults)) {
            return Optional.empty();
        }
        return (choice().isContainers() ? containerClocks : processClocks).get();
    }

    /**
     * Makes sure that a run finds what these faults need.
     *
     * @throws IllegalArgumentException in one line if not, saying what to do
     */
    public void require(List<String> faults) {
        unavailable(faults)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(
                                    "--faults " + String.join(",", faults) + ": " + why);
                        });
    }

    private record Choice(boolean isContainers, String why) {}

    private Choice choice() {
        if (kind.equals(PROCESSES)) {
            return new Choice(false, "in local processes, as asked");
        }
        boolean asked = kind.equals(CONTAINERS);
        Optional<String> reason = obstacle.get();
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

    @Override
    public Environment start(EnvironmentSpec spec) {
        return choice().isContainers()
                ? ContainerEnvironment.start(spec)
                : ProcessEnvironment.start(spec);
    }
}
