package dev.holdfast.scenario;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.Node;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.fault.PlannedFault;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.record.Recorder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every script has at hand: faults that go into the history, and waiting for what it can see.
 * What clients there are depends on the kind of subject.
 */
abstract sealed class Stage implements AutoCloseable permits LockStage, PaymentStage {
    /** How long clients wait for any answer. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private static final long CONDITION_LIMIT_MILLIS = 15_000;
    private static final long POLL_MILLIS = 5;
    private static final Duration CANARY_LIMIT = Duration.ofMillis(300);

    private final Theatre theatre;
    private final Deque<Runnable> ending = new ArrayDeque<>();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "actor");
                        thread.setDaemon(true);
                        return thread;
                    });
    private int faults;
    private volatile String failure = "";

    Stage(Theatre theatre) {
        this.theatre = theatre;
    }

    /** Does what has to be done before the script. */
    void open() {}

    /** Observes the final state, when the script has ended and all faults are healed. */
    void observe() throws InterruptedException {}

    /** The threads of clients who do something while the script goes on. */
    final ExecutorService threads() {
        return threads;
    }

    Environment environment() {
        return theatre.environment();
    }

    private Recorder recorder() {
        return theatre.recorder();
    }

    Node node(String name) {
        return environment().node(name);
    }

    long leaseMillis() {
        return theatre.plan().leaseMillis();
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
                () -> fault.inject(planned, environment()),
                () -> fault.heal(planned, environment()));
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
        ending.addLast(fault::heal);
        fault.event("start-", start);
        return fault;
    }

    /** Does something to one link; known to work by what a canary meets there. */
    Injected disturb(String kind, Link link, Consumer<Link> fault, Canary.Outcome effect) {
        return disturb(kind, link.name(), List.of(link), fault, effect);
    }

    /** Does something to several links at once; known to work by what a canary meets on each. */
    Injected disturb(
            String kind,
            String target,
            List<Link> links,
            Consumer<Link> fault,
            Canary.Outcome effect) {
        return inject(
                kind,
                target,
                () -> {
                    links.forEach(fault);
                    return proof(links, effect);
                },
                () -> {
                    links.forEach(Link::heal);
                    return proof(links, Canary.Outcome.ANSWERED);
                });
    }

    private static String proof(List<Link> links, Canary.Outcome expected) {
        boolean isSo =
                links.parallelStream()
                        .allMatch(link -> link.canary(CANARY_LIMIT).outcome() == expected);
        return isSo ? "canary " + expected.name().toLowerCase(Locale.ROOT) : "";
    }

    /**
     * A script whose steps do not happen shows nothing: better to end it.
     *
     * @throws EnvironmentException if the outcome is not ok
     */
    static void require(String f, String agent, Outcome outcome) {
        if (outcome.type() != Outcome.Type.OK) {
            throw new EnvironmentException(
                    "%s on %s should have succeeded but was %s: %s"
                            .formatted(f, agent, outcome.type(), outcome.error()));
        }
    }

    /** Has something done when the script has ended, before any fault is healed. */
    final void atTheEnd(Runnable task) {
        ending.addFirst(task);
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
        if (theatre.control().finishedWithin(millis)) {
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
        recorder().nemesis("script", Map.of("phase", "failed"), String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        for (Runnable task : ending) {
            try {
                task.run();
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
            recorder().nemesis(verb + kind, value("begin", ""), null);
            String proof = action.get();
            recorder()
                    .nemesis(
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
