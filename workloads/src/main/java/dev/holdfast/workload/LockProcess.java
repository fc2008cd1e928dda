package dev.holdfast.workload;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.record.Recorder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One logical process of a history: does one operation at a time on one agent, and writes each
 * down.
 *
 * <p>This is the client boundary: here, and only here, an answer becomes ok, fail or info. After an
 * info the process is {@link #retired} and must not be used again. For one thread at a time.
 */
public final class LockProcess {
    private final int id;
    private final String agent;
    private final Agents agents;
    private final Recorder recorder;
    private final Waiting.Deadline deadline;
    private @Nullable AgentConnection incarnation;
    private @Nullable Kept kept;
    private int held; // of reentrant locks: how often
    private boolean retired;

    /**
     * A process on this agent.
     *
     * @param deadline how long to wait for any answer
     */
    public LockProcess(
            int id, String agent, Agents agents, Recorder recorder, Waiting.Deadline deadline) {
        this.id = id;
        this.agent = agent;
        this.agents = agents;
        this.recorder = recorder;
        this.deadline = deadline;
    }

    /** What is held for as long as the agent's session lives, and was not released. */
    private record Kept(String lock, Outcome grant, int owner) {}

    /** The process id in the history. */
    public int id() {
        return id;
    }

    /** The agent that does this process's work. */
    public String agent() {
        return agent;
    }

    /** Whether an operation of this process ended info. */
    public boolean retired() {
        return retired;
    }

    /** Acquires a lock for this process alone; the outcome carries the grant. */
    public Outcome acquire(String lock, Optional<Duration> waitLimit) {
        return acquire(lock, Mode.EXCLUSIVE, Sharing.MUTEX, waitLimit);
    }

    /**
     * Acquires; the outcome carries the grant. The history says with each acquire who else may hold
     * the lock, so that it can be judged without knowing the subject.
     */
    public Outcome acquire(String lock, Mode mode, Sharing sharing, Optional<Duration> waitLimit) {
        Map<String, Object> value = value("lock", lock);
        share(mode, sharing, value);
        waitLimit.ifPresent(w -> value.put("wait-ms", w.toMillis()));
        if (held == 0) {
            incarnation = null;
        }
        return perform(
                "acquire",
                value,
                c -> c.acquire(id, lock, mode, waitLimit),
                (outcome, result) -> {
                    held += sharing.depth() > 1 ? 1 : 0;
                    kept = outcome.session().isPresent() ? new Kept(lock, outcome, id) : kept;
                    result.remove("wait-ms");
                    outcome.token().ifPresent(t -> result.put("token", t));
                    outcome.lease().ifPresent(l -> result.put("lease-ms", l.toMillis()));
                    outcome.session().ifPresent(s -> result.put("session-ms", s.toMillis()));
                    if (outcome.renewed()) {
                        result.put("renewed", true);
                    }
                });
    }

    private static void share(Mode mode, Sharing sharing, Map<String, Object> value) {
        switch (mode) {
            case EXCLUSIVE -> {
                if (sharing.modes().contains(Mode.SHARED)) {
                    value.put("mode", "write");
                }
            }
            case SHARED -> value.put("mode", "read");
            case PERMIT -> {
                value.put("mode", "permit");
                value.put("capacity", (long) sharing.permits());
            }
        }
        if (sharing.depth() > 1) {
            value.put("depth", (long) sharing.depth());
        }
    }

    /** Releases what {@code grant} acquired. */
    public Outcome release(String lock, Outcome grant) {
        Map<String, Object> value = value("lock", lock);
        grant.token().ifPresent(t -> value.put("token", t));
        held = Math.max(0, held - 1);
        Outcome released =
                perform(
                        "release",
                        value,
                        c -> c.release(id, grant.grant()),
                        (outcome, result) -> {
                            if (outcome.confirmed()) {
                                result.put("confirmed", true);
                            }
                        });
        if (!retired) {
            kept = null;
        }
        return released;
    }

    /**
     * Gives back what {@code before}, which is retired, holds under its agent's session and cannot
     * release any more, as the last block of a program does whatever became of its work; nothing if
     * it holds nothing of the kind.
     *
     * <p>In the history this is {@code let-go} and no release: by its id this process never held
     * the lock. Checkers take a session's lock for free from the moment on at which its process
     * ended. If this ends info too, this process is retired, and there is something to let go of
     * it.
     */
    public void letGo(LockProcess before) {
        Kept left = before.kept;
        if (left == null) {
            return;
        }
        before.kept = null;
        Map<String, Object> value = value("lock", left.lock());
        value.put("for", (long) left.owner());
        incarnation = before.incarnation;
        perform("let-go", value, c -> c.release(left.owner(), left.grant().grant()), (o, r) -> {});
        if (retired) {
            kept = left;
        }
    }

    /** Reads an account; without a token as an observer. */
    public Outcome read(String account, OptionalLong token) {
        Map<String, Object> value = value("account", account);
        token.ifPresent(t -> value.put("token", t));
        return perform(
                "read",
                value,
                c -> c.read(id, account, token),
                (outcome, result) -> {
                    result.put("version", outcome.version());
                    result.put("balance", outcome.balance());
                });
    }

    /** Writes an account back. */
    public Outcome write(String account, String from, String to, long balance, OptionalLong token) {
        Map<String, Object> value = value("account", account);
        value.put("from", from);
        value.put("to", to);
        value.put("balance", balance);
        token.ifPresent(t -> value.put("token", t));
        return perform(
                "write", value, c -> c.write(id, account, from, to, balance, token), (o, r) -> {});
    }

    private Map<String, Object> value(String key, String name) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(key, name);
        value.put("agent", agent);
        return value;
    }

    private interface Result {
        void add(Outcome outcome, Map<String, Object> value);
    }

    private Outcome perform(
            String f,
            Map<String, Object> value,
            Function<AgentConnection, CompletableFuture<Outcome>> call,
            Result result) {
        recorder.record(id, OpType.INVOKE, f, value, null);
        Outcome outcome = Waiting.await(agents.call(agent, c -> inSameLife(c, call)), deadline);
        Map<String, Object> done = value;
        OpType type = type(f, value, outcome);
        if (type == OpType.OK) {
            done = new LinkedHashMap<>(value);
            result.add(outcome, done);
        }
        recorder.record(id, type, f, done, outcome.error().isEmpty() ? null : outcome.error());
        retired |= type == OpType.INFO;
        return outcome;
    }

    /**
     * What an agent began dies with it: the next one must not write under the grant of the one
     * before, nor release what happens to have the same number by then.
     */
    private CompletableFuture<Outcome> inSameLife(
            AgentConnection connection,
            Function<AgentConnection, CompletableFuture<Outcome>> call) {
        AgentConnection before = incarnation;
        incarnation = before == null ? connection : before;
        return before == null || before == connection
                ? call.apply(connection)
                : CompletableFuture.completedFuture(Outcome.fail("the agent was started anew"));
    }

    /** A read whose answer is lost changed nothing, unless it left its token behind. */
    private static OpType type(String f, Map<String, Object> value, Outcome outcome) {
        return switch (outcome.type()) {
            case OK -> OpType.OK;
            case FAIL -> OpType.FAIL;
            case INFO ->
                    f.equals("read") && !value.containsKey("token") ? OpType.FAIL : OpType.INFO;
        };
    }
}
