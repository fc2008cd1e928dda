package dev.holdfast.scenario;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.workload.LockProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client of a script, on one agent. After an operation of unknown outcome it goes on as a new
 * process with the grant that it had, as a client that retries does.
 */
final class Actor {
    private static final String LOCK = LockStage.LOCK;

    private final Supplier<LockProcess> processes;
    private final ExecutorService threads;
    private LockProcess process;
    private @Nullable Outcome grant;
    private Outcome account = Outcome.fail("nothing read yet");
    private final Map<String, Outcome> others = new HashMap<>();
    private int writes;

    Actor(Supplier<LockProcess> processes, ExecutorService threads) {
        this.processes = processes;
        this.threads = threads;
        this.process = processes.get();
    }

    /** Acquires, however long that takes, and notes the grant. */
    void acquire() {
        require("acquire", tryAcquire());
    }

    /** Acquires another lock beside, however long that takes, and notes the grant. */
    void acquireAlso(String lock) {
        Outcome outcome = live().acquire(lock, Optional.empty());
        require("acquire", outcome);
        others.put(lock, outcome);
    }

    /** Releases what {@link #acquireAlso} acquired. */
    void releaseAlso(String lock) {
        Outcome held = others.remove(lock);
        if (held == null) {
            throw new EnvironmentException("the script releases what was not acquired");
        }
        require("release", live().release(lock, held));
    }

    /** Acquires if that succeeds at once, on a connection that may be dead, for example. */
    boolean acquires() {
        return tryAcquire().type() == Outcome.Type.OK;
    }

    /** Starts to acquire; the script goes on, whatever comes of it. */
    CompletableFuture<Outcome> acquiring() {
        return CompletableFuture.supplyAsync(this::tryAcquire, threads);
    }

    private Outcome tryAcquire() {
        Outcome outcome = live().acquire(LOCK, Optional.empty());
        if (outcome.type() == Outcome.Type.OK) {
            grant = outcome;
        }
        return outcome;
    }

    void read() {
        account = live().read(LOCK, token());
        require("read", account);
    }

    /** Writes the account that this actor read last. */
    void write() {
        String to = "p" + process.id() + "-" + ++writes;
        Outcome written = live().write(LOCK, account.version(), to, account.balance() + 1, token());
        require("write", written);
    }

    void release() {
        require("release", tryRelease());
    }

    /** Releases, whatever comes of it. */
    void releaseAnyway() {
        tryRelease();
    }

    /** Starts to release; the script goes on, whatever comes of it. */
    CompletableFuture<Outcome> releasing() {
        return CompletableFuture.supplyAsync(this::tryRelease, threads);
    }

    private Outcome tryRelease() {
        Outcome held = grant;
        if (held == null) {
            throw new EnvironmentException("the script releases what was not acquired");
        }
        return live().release(LOCK, held);
    }

    private void require(String f, Outcome outcome) {
        Stage.require(f, process.agent(), outcome);
    }

    private OptionalLong token() {
        Outcome held = grant;
        return held == null ? OptionalLong.empty() : held.token();
    }

    private LockProcess live() {
        if (process.retired()) {
            process = processes.get();
        }
        return process;
    }
}
