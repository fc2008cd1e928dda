package dev.holdfast.impl.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All agents of a protocol in this JVM, for tests of the protocol itself. A crash is an agent whose
 * every thread ends at its next step, and whose connections end; its folder stays.
 */
public final class CommitStage implements AutoCloseable {
    private static final long OPENING = 1000;
    private static final int PORT_MIN = 12_000;
    private static final int PORTS = 16_000;
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(20);

    private final CommitSystem system;
    private final Path folder;
    private final Duration patience;
    private final Endpoints services;
    private final Map<String, Address> addresses = new HashMap<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Map<String, Payment> sent = new ConcurrentHashMap<>();
    private final Map<String, Answer> told = new ConcurrentHashMap<>();
    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private volatile boolean isRepeating;
    private final AtomicReference<@Nullable Point> crashPoint = new AtomicReference<>();
    private volatile @Nullable Running crashed;

    /** Thrown through a protocol where its process ends. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the process ends here", null, false, false);
        }
    }

    /** Starts all of them, where no service is needed. */
    public CommitStage(CommitSystem system, Path folder, Duration patience) {
        this(system, folder, patience, new Endpoints(Map.of()));
    }

    /** Starts all of them. */
    public CommitStage(CommitSystem system, Path folder, Duration patience, Endpoints services) {
        this.system = system;
        this.services = services;
        this.folder = folder;
        this.patience = patience;
        for (Role role : Role.values()) {
            for (String agent : system.cast().agents(role)) {
                addresses.put(agent, new Address("127.0.0.1", freePort()));
            }
        }
        for (Role role : Role.values()) {
            system.cast().agents(role).forEach(agent -> start(agent, role));
        }
    }

    /** Not one of those that connections get: a peer would reach itself while nobody listens. */
    private int freePort() {
        for (int i = Math.floorMod(folder.hashCode(), PORTS); ; i = (i + 1) % PORTS) {
            try (ServerSocket socket =
                    new ServerSocket(PORT_MIN + i, 1, InetAddress.getLoopbackAddress())) {
                Address address = new Address("127.0.0.1", socket.getLocalPort());
                if (!addresses.containsValue(address)) {
                    return address.port();
                }
            } catch (IOException e) {
                // Somebody else's.
            }
        }
    }

    /** One life of an agent. */
    private final class Running implements Journal {
        private final String agent;
        private final Role role;
        private volatile boolean isDead;
        private @Nullable CommitNode node;

        Running(String agent, Role role) {
            this.agent = agent;
            this.role = role;
        }

        @Override
        public <X extends Exception> void step(
                Step step, String payment, String who, Action<X> action) throws X {
            pass(Point.before(step));
            action.run();
            pass(Point.after(step));
        }

        @Override
        public <T> CompletableFuture<T> stepLater(
                Step step,
                String payment,
                String who,
                Supplier<CompletableFuture<T>> action,
                Function<T, String> detail) {
            pass(Point.before(step));
            return action.get()
                    .thenApply(
                            made -> {
                                pass(Point.after(step));
                                return made;
                            });
        }

        private void pass(Point point) {
            if (isDead) {
                throw new Crash();
            }
            passed.add(point.label());
            Point asked = crashPoint.get();
            // Two may pass at once, and one is to end.
            if (point.equals(asked) && crashPoint.compareAndSet(asked, null)) {
                isDead = true;
                close();
                crashed = this;
                throw new Crash();
            }
        }

        void close() {
            CommitNode present = node;
            if (present != null) {
                present.close();
            }
        }

        @Override
        public boolean repeats() {
            return isRepeating;
        }
    }

    private void start(String agent, Role role) {
        Map<String, Address> peers = new HashMap<>(addresses);
        peers.remove(agent);
        Path own = folder.resolve(agent);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Map<String, Long>> opening = new HashMap<>();
        for (String participant : system.cast().participants()) {
            opening.put(participant, Map.of("a", OPENING, Payment.CASH, 0L));
        }
        Running life = new Running(agent, role);
        life.node =
                system.start(
                        new CommitSite(
                                agent,
                                role,
                                system.cast(),
                                services,
                                addresses.get(agent),
                                peers,
                                own,
                                opening,
                                patience,
                                life));
        running.put(agent, life);
    }

    /** The n-th coordinator, from 1. */
    public CommitNode coordinator(int n) {
        return node(Role.COORDINATOR.label() + "-" + n);
    }

    private CommitNode node(String agent) {
        CommitNode node = running.get(agent).node;
        if (node == null) {
            throw new IllegalStateException(agent + " has not started");
        }
        return node;
    }

    /** Waits until exactly these points have been passed. */
    public void awaitPassed(Set<String> points) throws InterruptedException {
        await(() -> passed.containsAll(points), QUIET_LIMIT);
        assertEquals(points, new TreeSet<>(passed));
    }

    /** Waits until somebody has passed this point. */
    public void awaitPoint(Point point) throws InterruptedException {
        await(() -> passed.contains(point.label()), QUIET_LIMIT);
        assertTrue(passed.contains(point.label()), point + " was not passed");
    }

    /** Whether it came about within the limit. */
    private static boolean await(BooleanSupplier condition, Duration limit)
            throws InterruptedException {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > limit.toNanos()) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /** Whoever passes this point next, ends there. */
    public void crashAt(Point point) {
        crashed = null;
        crashPoint.set(point);
    }

    /** From now on every message is sent twice. */
    public void repeatMessages() {
        isRepeating = true;
    }

    /** Has it paid; that may fail. */
    public void payOrLose(int coordinator, Payment payment) throws InterruptedException {
        sent.put(payment.id(), payment);
        try {
            Answer answer = coordinator(coordinator).pay(payment);
            Answer before = told.putIfAbsent(payment.id(), answer);
            if (before != null) {
                assertEquals(before, answer, payment.id() + " was told two things");
            }
        } catch (RuntimeException | Crash e) {
            // Then nobody knows.
        }
    }

    /** Whether somebody has ended at the point of {@link #crashAt}. */
    public boolean hasCrashed() {
        return crashed != null;
    }

    /** Waits for that, so long at most. */
    public void awaitCrash(Duration limit) throws InterruptedException {
        await(this::hasCrashed, limit);
    }

    /** Waits for the crash, and starts that agent again; false if there is none. */
    public boolean restartAfterCrash() throws InterruptedException {
        awaitCrash(QUIET_LIMIT);
        if (!hasCrashed()) {
            return false;
        }
        restartCrashed();
        return true;
    }

    /** Starts the agent again that has crashed. */
    public void restartCrashed() throws InterruptedException {
        Running dead = Objects.requireNonNull(crashed, "nobody has crashed");
        awaitFree(addresses.get(dead.agent).port(), System.nanoTime() + QUIET_LIMIT.toNanos());
        start(dead.agent, dead.role);
    }

    /** A thread that accepts keeps the port for a moment after it was closed. */
    private static void awaitFree(int port, long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (socket.isBound()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(5);
            }
        }
    }

    /** What all participants keep, in their order. */
    public List<Statement> statements() throws InterruptedException {
        List<Statement> statements = new ArrayList<>();
        for (String participant : system.cast().participants()) {
            CommitNode asked =
                    system.cast().participantAgents() == 0 ? coordinator(1) : node(participant);
            statements.add(asked.statement(participant));
        }
        return statements;
    }

    /** What each participant has in this account, in their order. */
    public List<Long> balances(String account) throws InterruptedException {
        return statements().stream().map(s -> s.balances().get(account)).toList();
    }

    /**
     * Waits until nothing is in doubt and all that was told can be seen. Not for ever: a question
     * that comes later than the abort of its payment puts who hears it in doubt once more, until it
     * has asked.
     */
    public void awaitQuiet() throws InterruptedException {
        assertTrue(await(this::isQuiet, QUIET_LIMIT), () -> "still in doubt after " + QUIET_LIMIT);
    }

    /** How many payments were told to happen. */
    public long committed() {
        return told.values().stream().filter(Answer::isCommitted).count();
    }

    /** Waits until nothing is in doubt, whatever became of the money. */
    public void awaitNoDoubt() throws InterruptedException {
        assertTrue(
                await(() -> !isInDoubt(), QUIET_LIMIT),
                () -> "still in doubt after " + QUIET_LIMIT);
    }

    private boolean isInDoubt() {
        try {
            return statements().stream().anyMatch(s -> !s.inDoubt().isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isQuiet() {
        try {
            return statements().stream().allMatch(s -> s.inDoubt().isEmpty())
                    && balances("a").stream().mapToLong(b -> b).sum()
                            == OPENING * system.cast().participants().size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Every payment happened everywhere once or nowhere, and as it was told. */
    public void check() throws InterruptedException {
        List<Statement> statements = statements();
        List<String> participants = system.cast().participants();
        for (Payment payment : sent.values()) {
            List<Long> times = new ArrayList<>();
            for (String participant : payment.participants()) {
                Statement statement = statements.get(participants.indexOf(participant));
                times.add(
                        statement.entries().stream()
                                .filter(entry -> entry.payment().equals(payment.id()))
                                .count());
            }
            assertEquals(1, Set.copyOf(times).size(), payment.id() + " is applied " + times);
            assertTrue(times.get(0) <= 1, payment.id() + " is applied " + times);
            Answer answer = told.get(payment.id());
            if (answer != null) {
                assertEquals(answer.isCommitted(), times.get(0) == 1, payment.id());
            }
        }
    }

    /** Every payment changed every account as it says or, summed up, not at all; as it was told. */
    public void checkSums() throws InterruptedException {
        List<Statement> statements = statements();
        List<String> participants = system.cast().participants();
        for (Payment payment : sent.values()) {
            Set<Boolean> happened = new TreeSet<>();
            for (Leg leg : payment.legs()) {
                long sum =
                        statements.get(participants.indexOf(leg.participant())).entries().stream()
                                .filter(entry -> entry.payment().equals(payment.id()))
                                .filter(entry -> entry.account().equals(leg.account()))
                                .mapToLong(Statement.Entry::amount)
                                .sum();
                assertTrue(sum == 0 || sum == leg.amount(), payment.id() + " changed " + sum);
                happened.add(sum != 0);
            }
            assertEquals(1, happened.size(), payment.id() + " happened in part");
            Answer answer = told.get(payment.id());
            if (answer != null) {
                assertEquals(Set.of(answer.isCommitted()), happened, payment.id());
            }
        }
    }

    @Override
    public void close() {
        running.values().forEach(Running::close);
    }
}
