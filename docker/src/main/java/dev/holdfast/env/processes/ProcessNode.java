package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Node;
import dev.holdfast.env.NodeClock;
import dev.holdfast.env.clock.MovedClock;
import dev.holdfast.env.node.Await;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.node.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node that is a child process: what signals can do to it. One operation at a time. */
abstract class ProcessNode implements Node {
    private final String name;
    private final Path directory;
    private final Program program;
    private final Children children;
    private final Optional<NodeClock> clock;
    private volatile @Nullable Process process;
    private volatile String incarnation = "never started";

    /** Makes the folder; starts nothing. */
    ProcessNode(String name, Path directory, Program program, Children children) {
        this.name = name;
        this.program = program;
        this.children = children;
        this.directory = directory;
        NodeFiles.makeFolder(directory);
        this.clock =
                program.isClockMovable() && children.clockShim().isPresent()
                        ? Optional.of(new MovedClock(name, directory, program::time))
                        : Optional.empty();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Path directory() {
        return directory;
    }

    @Override
    public final Optional<NodeClock> clock() {
        return clock;
    }

    /** Starts the process and waits until it is ready; ends it if it does not get there. */
    final void launch() {
        Process started = children.spawn(command(program.launch()));
        process = started;
        incarnation =
                ProcessId.of(started.pid())
                        .map(id -> id.pid() + "@" + id.start())
                        .orElse(started.pid() + "@gone");
        boolean[] ready = new boolean[1];
        boolean unused =
                Await.until(
                        () -> !started.isAlive() || (ready[0] = program.isReady()),
                        program.startLimit());
        if (ready[0]) {
            return;
        }
        String words = program.lastWords();
        String how =
                started.isAlive()
                        ? " was not ready within " + program.startLimit().toSeconds() + " s"
                        : " ended with status " + started.exitValue();
        Children.end(started, name);
        throw new EnvironmentException(
                name + how + " while starting" + (words.isEmpty() ? "" : ": " + words));
    }

    private ProcessBuilder command(Launch launch) {
        launch.before().forEach(ShortCommand::finish);
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        Map<String, String> environment = builder.environment();
        // What the user's shell says to programs of the kind is not meant for these.
        environment.keySet().removeIf(ProcessNode::isOthers);
        environment.putAll(launch.environment());
        if (clock.isPresent()) {
            MovedClock.prepare(
                    environment,
                    children.clockShim().orElseThrow().toString(),
                    directory.toAbsolutePath().toString());
        }
        builder.directory(directory.toFile()).redirectOutput(appendTo(launch.output()));
        return launch.output().equals(launch.log())
                ? builder.redirectErrorStream(true)
                : builder.redirectError(appendTo(launch.log()));
    }

    private static boolean isOthers(String variable) {
        return variable.toLowerCase(Locale.ROOT).endsWith("_proxy")
                || variable.startsWith("ETCD_")
                || variable.startsWith("PG");
    }

    private ProcessBuilder.Redirect appendTo(String file) {
        return ProcessBuilder.Redirect.appendTo(directory.resolve(file).toFile());
    }

    @Override
    public final synchronized void pause() {
        Process present = running("pause");
        Signals.stop(present.pid());
        // A parent that has stopped has no further children, but those it has may have some.
        List<ProcessHandle> offspring = present.descendants().toList();
        while (!offspring.isEmpty()) {
            children.adopt(offspring);
            offspring.forEach(one -> Signals.stopChild(one.pid()));
            List<ProcessHandle> known = offspring;
            offspring = present.descendants().filter(one -> !known.contains(one)).toList();
        }
    }

    @Override
    public final synchronized void resume() {
        Process present = process;
        if (present != null && present.isAlive()) {
            present.descendants().forEach(one -> Signals.go(one.pid()));
            Signals.go(present.pid());
        }
    }

    private Process running(String what) {
        Process present = process;
        if (present == null || !present.isAlive()) {
            throw new EnvironmentException("cannot " + what + " " + name + ": it does not run");
        }
        return present;
    }

    @Override
    public final synchronized void kill() {
        Process present = process;
        if (present != null && present.isAlive()) {
            Children.end(present, name);
        }
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
        Process present = process;
        return present != null && present.isAlive();
    }

    @Override
    public final boolean answers() {
        return isAlive() && program.answers();
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
