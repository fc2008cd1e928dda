package dev.holdfast.checker.simulation;

import dev.holdfast.checker.history.OpType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client as a run has it: one payment after the other, a new process after each info. */
final class Worker {
    private final World world;
    private final Agent agent;
    private final int step;
    private final long leaseNanos;
    private final long end;
    private final Subject.Lock lock;
    private int process;
    private int incarnation;
    private boolean retired;
    private int payments;

    Worker(
            World world,
            Agent agent,
            int process,
            int step,
            long leaseNanos,
            Subject.Lock lock,
            long end) {
        this.world = world;
        this.agent = agent;
        this.process = process;
        this.step = step;
        this.leaseNanos = leaseNanos;
        this.lock = lock;
        this.end = end;
    }

    void start() {
        world.in(world.between(0, leaseNanos / 2), this::pay);
    }

    private void next() {
        if (retired) {
            retired = false;
            process += step;
        }
        world.in(world.between(World.MILLI, leaseNanos / 4), this::pay);
    }

    private void pay() {
        if (world.now() > end) {
            return;
        }
        String name = world.chance(0.8) ? "pay-1" : "pay-2";
        boolean waits = world.chance(0.3);
        long limit = world.between(leaseNanos / 20, 2 * leaseNanos);
        Map<String, Object> value = value("lock", name);
        incarnation = agent.incarnation();
        perform(
                "acquire",
                value,
                answer -> agent.acquire(name, waits ? Long.MAX_VALUE / 4 : limit, answer),
                grant -> {
                    if (grant.type() == OpType.OK) {
                        granted(name, grant);
                    } else {
                        next();
                    }
                });
    }

    private void granted(String name, Reply grant) {
        perform(
                "read",
                withToken(value("account", name), grant.token()),
                answer -> agent.read(name, grant.token(), answer),
                read -> {
                    String version = read.version();
                    if (read.type() == OpType.OK && version != null) {
                        long work = world.between(leaseNanos / 40, leaseNanos * 9 / 20);
                        world.in(work, () -> write(name, grant, version));
                    } else {
                        release(name, grant);
                    }
                });
    }

    private void write(String name, Reply grant, String from) {
        String to = "p" + process + "-" + ++payments;
        Map<String, Object> value = withToken(value("account", name), grant.token());
        value.put("from", from);
        value.put("to", to);
        perform(
                "write",
                value,
                answer -> agent.write(name, from, to, grant.token(), answer),
                written -> release(name, grant));
    }

    private void release(String name, Reply grant) {
        if (retired) {
            if (lock.hasSessions()) {
                agent.release(name, grant.owner(), letGo -> {});
            }
            next();
            return;
        }
        perform(
                "release",
                withToken(value("lock", name), grant.token()),
                answer -> agent.release(name, grant.owner(), answer),
                released -> next());
    }

    /** Reads as the observer at the end of a run does. */
    void observe(String account) {
        incarnation = agent.incarnation();
        perform(
                "read",
                value("account", account),
                answer -> agent.read(account, null, answer),
                read -> {});
    }

    private Map<String, Object> value(String key, String name) {
        Map<String, Object> value = new HashMap<>();
        value.put(key, name);
        value.put("agent", agent.name());
        return value;
    }

    private static Map<String, Object> withToken(Map<String, Object> value, @Nullable Long token) {
        if (token != null) {
            value.put("token", token);
        }
        return value;
    }

    private void perform(
            String f,
            Map<String, Object> value,
            Consumer<Consumer<Reply>> call,
            Consumer<Reply> then) {
        int mine = process;
        boolean[] done = new boolean[1];
        world.record(mine, OpType.INVOKE, f, value, null);
        Consumer<Reply> answer =
                reply -> {
                    if (!done[0]) {
                        done[0] = true;
                        world.record(
                                mine, type(f, value, reply), f, ok(value, f, reply), error(reply));
                        retired = type(f, value, reply) == OpType.INFO;
                        then.accept(reply);
                    }
                };
        if (!agent.isAlive() || agent.incarnation() != incarnation) {
            world.in(50_000, () -> answer.accept(Reply.fail("agent not reachable")));
            return;
        }
        agent.perform(call, answer);
        world.in(8 * leaseNanos, () -> answer.accept(Reply.info("no answer in time")));
    }

    private static OpType type(String f, Map<String, Object> value, Reply reply) {
        boolean isObserver = f.equals("read") && !value.containsKey("token");
        return reply.type() == OpType.INFO && isObserver ? OpType.FAIL : reply.type();
    }

    private static @Nullable String error(Reply reply) {
        return reply.error();
    }

    private Map<String, Object> ok(Map<String, Object> value, String f, Reply reply) {
        if (reply.type() != OpType.OK) {
            return value;
        }
        Map<String, Object> done = new HashMap<>(value);
        if (f.equals("acquire")) {
            withToken(done, reply.token());
            if (lock.hasSessions()) {
                done.put("session-ms", leaseNanos / World.MILLI / 4);
            } else if (reply.owner() != 0) {
                done.put("lease-ms", leaseNanos / World.MILLI);
            }
            if (lock == Subject.Lock.WATCHDOG) {
                done.put("renewed", true);
            }
        } else if (f.equals("release") && lock.hasSessions()) {
            done.put("confirmed", true);
        } else if (f.equals("read") && reply.version() != null) {
            done.put("version", reply.version());
        }
        return done;
    }
}
