package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.node.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * All processes that one environment started; none is started elsewhere, so {@link #close} can end
 * them all. Safe for several threads.
 *
 * <p>Where the machine has {@code setpriv} and {@code setsid} (Linux), the kernel kills each child
 * as soon as the <em>thread</em> that started it ends. One thread that lives as long as the
 * environment therefore starts them all. A session of their own keeps the terminal's Ctrl-C from
 * them: the runner decides when they end.
 */
final class Children implements AutoCloseable {
    private static final List<String> GUARD = List.of("setpriv", "--pdeathsig", "KILL", "setsid");
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final RunRegistry registry = RunRegistry.open();
    private final ConcurrentLinkedQueue<Process> processes = new ConcurrentLinkedQueue<>();
    private final Set<ProcessHandle> adopted = ConcurrentHashMap.newKeySet();
    private final ExecutorService spawner;
    private final List<String> guard;
    private final Optional<Path> clockShim;

    Children() {
        this(Optional.empty());
    }

    /**
     * @param clockShim the library that moves clocks, for nodes that can do with it
     */
    Children(Optional<Path> clockShim) {
        this.clockShim = clockShim;
        spawner =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread thread = new Thread(task, "holdfast-spawner");
                            thread.setDaemon(true);
                            return thread;
                        });
        guard = guardWorks() ? GUARD : List.of();
    }

    private static boolean guardWorks() {
        List<String> trial = new ArrayList<>(GUARD);
        trial.add("true");
        try {
            return ShortCommand.run(trial).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Optional<Path> clockShim() {
        return clockShim;
    }

    /**
     * Starts a process.
     *
     * @param builder without the guard, which is put in front
     * @throws EnvironmentException if it cannot be started, or everything is being closed
     */
    Process spawn(ProcessBuilder builder) {
        List<String> command = builder.command();
        List<String> guarded = new ArrayList<>(guard);
        guarded.addAll(command);
        builder.command(guarded);
        try {
            return spawner.submit(() -> start(builder, command.get(0))).get();
        } catch (ExecutionException e) {
            throw new EnvironmentException("cannot start " + command.get(0) + ": " + reason(e), e);
        } catch (RejectedExecutionException e) {
            throw new EnvironmentException("the environment is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while starting " + command.get(0), e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private Process start(ProcessBuilder builder, String command) throws IOException {
        Process process = builder.start();
        processes.add(process);
        // A process that is already gone needs no sweeping.
        ProcessId.of(process.pid())
                .ifPresent(id -> registry.add(id, Path.of(command).getFileName().toString()));
        return process;
    }

    /**
     * Writes down processes that a child started itself, before they are stopped: a stopped process
     * does not notice that its parent has gone.
     */
    void adopt(List<ProcessHandle> handles) {
        for (ProcessHandle handle : handles) {
            if (adopted.add(handle)) {
                ProcessId.of(handle.pid()).ifPresent(id -> registry.add(id, "a child's child"));
            }
        }
    }

    /** Kills a process and all that it started, and waits until they are gone. */
    static void end(Process process, String name) {
        List<ProcessHandle> offspring = process.descendants().toList();
        process.destroyForcibly();
        offspring.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EnvironmentException(name + " does not end after kill -9");
            }
            if (!Await.until(
                    () -> offspring.stream().allMatch(one -> Signals.isGone(one.pid())),
                    END_LIMIT)) {
                throw new EnvironmentException("a child of " + name + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while ending " + name, e);
        }
    }

    /** Kills all that still run, waits until they are gone, and starts no more. */
    @Override
    public void close() {
        spawner.shutdown();
        // One that is being started right now is in the list when the spawner has ended.
        boolean ended = false;
        try {
            ended = spawner.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Process process : processes) {
            // Before its parent: afterwards nobody would know whose they are.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        adopted.forEach(ProcessHandle::destroyForcibly);
        for (Process process : processes) {
            end(process, "process " + process.pid());
        }
        if (ended) {
            registry.close();
        }
    }
}
