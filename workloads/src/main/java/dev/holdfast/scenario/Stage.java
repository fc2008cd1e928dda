package dev.holdfast.scenario;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.Node;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.fault.PlannedFault;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.record.Recorder;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.LoadControl;
import dev.holdfast.workload.LoadPlan;
import dev.holdfast.workload.LockProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redis.clients.jedis.RedisClient;

/**
 * What a script has at hand: clients, faults that go into the history, and a look at the server.
 */
final class Stage implements AutoCloseable {
    /** The lock of every script, and the account that it protects. */
    static final String LOCK = "pay-1";

    private static final long ANSWER_LIMIT_MILLIS = 15_000;
    private static final long CONDITION_LIMIT_MILLIS = 15_000;
    private static final long POLL_MILLIS = 5;
    private static final Duration CANARY_LIMIT = Duration.ofMillis(300);

    private final LoadPlan plan;
    private final Environment environment;
    private final AgentPool agents;
    private final Recorder recorder;
    private final LoadControl control;
    private final AtomicInteger processes = new AtomicInteger();
    private final List<Runnable> healing = new ArrayList<>();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "actor");
                        thread.setDaemon(true);
                        return thread;
                    });
    private int faults;
    private volatile String failure = "";

    Stage(
            LoadPlan plan,
            Environment environment,
            AgentPool agents,
            Recorder recorder,
            LoadControl control) {
        this.plan = plan;
        this.environment = environment;
        this.agents = agents;
        this.recorder = recorder;
        this.control = control;
    }

    /** A client on the agent of this number, from 1. */
    Actor actor(int agent) {
        String name = "agent-" + agent;
        return new Actor(
                () ->
                        new LockProcess(
                                processes.getAndIncrement(),
                                name,
                                agents,
                                recorder,
                                LockProcess.Deadline.of(Duration.ofMillis(ANSWER_LIMIT_MILLIS))),
                threads);
    }

    Environment environment() {
        return environment;
    }

    Node node(String name) {
        return environment.node(name);
    }

    Link link(int agent, String service) {
        return environment.link("agent-" + agent, service);
    }

    long leaseMillis() {
        return plan.leaseMillis();
    }

    /** A fault of the catalogue; it lasts until healed, at the latest until the script ends. */
    Injected inject(String kind, String target) {
        return inject(kind, target, Map.of());
    }

    /** The same with parameters, which the fault would else draw. */
    Injected inject(String kind, String target, Map<String, Long> parameters) {
        Fault fault = Faults.find(kind);
        PlannedFault planned = new PlannedFault(kind, kind, target, 0, 0, parameters);
        return inject(
                kind,
                target,
                parameters,
                () -> fault.inject(planned, environment),
                () -> fault.heal(planned, environment));
    }

    /**
     * A fault of the script's own; {@code start} and {@code stop} say how they are known to work.
     */
    Injected inject(String kind, String target, Supplier<String> start, Supplier<String> stop) {
        return inject(kind, target, Map.of(), start, stop);
    }

    private Injected inject(
            String kind,
            String target,
            Map<String, Long> parameters,
            Supplier<String> start,
            Supplier<String> stop) {
        Injected fault = new Injected(kind + "-" + ++faults, kind, target, parameters, stop);
        healing.add(fault::heal);
        fault.event("start-", start);
        return fault;
    }

    /** Does something to one link; known to work by what a canary meets there. */
    Injected disturb(String kind, Link link, Consumer<Link> fault, Canary.Outcome effect) {
        return inject(
                kind,
                link.name(),
                () -> {
                    fault.accept(link);
                    return proof(link, effect);
                },
                () -> {
                    link.heal();
                    return proof(link, Canary.Outcome.ANSWERED);
                });
    }

    private static String proof(Link link, Canary.Outcome expected) {
        Canary canary = link.canary(CANARY_LIMIT);
        return canary.outcome() == expected
                ? "canary " + canary.outcome().name().toLowerCase(Locale.ROOT)
                : "";
    }

    /** Waits until the lock service holds the lock's key, or does not. */
    void untilHeld(String server, boolean held) throws InterruptedException {
        Address address = environment.direct(server);
        try (RedisClient redis = RedisClient.create(address.host(), address.port())) {
            until(
                    "the key of " + LOCK + " to " + (held ? "appear" : "vanish"),
                    () -> redis.keys("*" + LOCK + "*").isEmpty() != held);
        }
    }

    /** Waits for a condition, for a bounded time. */
    void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONDITION_LIMIT_MILLIS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new EnvironmentException("the script waited in vain for " + what);
            }
            pause(POLL_MILLIS);
        }
    }

    /** Lets time pass, where the schedule is about time itself. */
    void pause(long millis) throws InterruptedException {
        if (control.finishedWithin(millis)) {
            throw new InterruptedException("told to finish");
        }
    }

    /** Why the script could not go on; empty if it could. */
    String failure() {
        return failure;
    }

    /** Writes down that the script could not go on. */
    void failed(RuntimeException e) {
        failure = String.valueOf(e.getMessage());
        recorder.nemesis("script", Map.of("phase", "failed"), String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        for (Runnable heal : healing) {
            try {
                heal.run();
            } catch (EnvironmentException e) {
                failed(e);
            }
        }
        threads.shutdown();
    }

    /** One fault of a script. */
    final class Injected {
        private final String id;
        private final String kind;
        private final String target;
        private final Map<String, Long> parameters;
        private final Supplier<String> stop;
        private boolean healed;

        private Injected(
                String id,
                String kind,
                String target,
                Map<String, Long> parameters,
                Supplier<String> stop) {
            this.id = id;
            this.kind = kind;
            this.target = target;
            this.parameters = parameters;
            this.stop = stop;
        }

        /** Undoes it, once. */
        void heal() {
            if (!healed) {
                healed = true;
                event("stop-", stop);
            }
        }

        private void event(String verb, Supplier<String> action) {
            recorder.nemesis(verb + kind, value("begin", ""), null);
            String proof = action.get();
            recorder.nemesis(
                    verb + kind,
                    value("done", proof),
                    proof.isEmpty() ? "no proof that it took effect" : null);
        }

        private Map<String, Object> value(String phase, String proof) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("id", id);
            value.put("kind", kind);
            value.put("target", target);
            value.putAll(parameters);
            value.put("phase", phase);
            if (!proof.isEmpty()) {
                value.put("proof", proof);
            }
            return value;
        }
    }
}
