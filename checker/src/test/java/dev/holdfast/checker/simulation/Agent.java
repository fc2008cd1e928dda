package dev.holdfast.checker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process that does what clients ask, over a network that loses and delays.
 *
 * <p>Whatever a killed incarnation had in hand is forgotten, but for what it has sent already.
 */
final class Agent {
    private final World world;
    private final Server server;
    private final Subject subject;
    private final boolean storm;
    private final long leaseMillis;
    private final String name;
    private List<Consumer<Reply>> open = new ArrayList<>();
    private long owners;
    private int incarnation;
    private boolean alive = true;
    private long pausedUntil;
    private long silentUntil;

    Agent(
            World world,
            Server server,
            Subject subject,
            boolean storm,
            long leaseMillis,
            int number) {
        this.world = world;
        this.server = server;
        this.subject = subject;
        this.storm = storm;
        this.leaseMillis = leaseMillis;
        this.name = "agent-" + number;
        this.owners = number * 1_000_000L;
        openSession();
    }

    String name() {
        return name;
    }

    int incarnation() {
        return incarnation;
    }

    boolean isAlive() {
        return alive;
    }

    void pause(long until) {
        pausedUntil = until;
    }

    /** Its links swallow what is sent; some of it arrives after they are healed. */
    void silence(long until) {
        silentUntil = until;
    }

    void kill() {
        incarnation++;
        alive = false;
        List<Consumer<Reply>> lost = open;
        open = new ArrayList<>();
        for (Consumer<Reply> each : lost) {
            world.in(quick(), () -> each.accept(Reply.info("agent connection lost")));
        }
    }

    void start() {
        alive = true;
        openSession();
    }

    private long session;
    private long heard = NEVER; // when it asked what was answered last
    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Opens sessions until one is answered, then keeps it alive until it is refused. */
    private void openSession() {
        if (subject.lock().hasSessions()) {
            session = ++owners;
            heard = NEVER;
            keepAlive(session, true);
        }
    }

    private void keepAlive(long mine, boolean opens) {
        long asked = world.now();
        boolean[] answered = new boolean[1];
        send(
                () -> server.hear(mine, opens, leaseMillis),
                reply -> {
                    answered[0] = true;
                    if (session == mine && reply.error() == null) {
                        heard = reply.granted() ? Math.max(heard, asked) : NEVER;
                        if (!reply.granted()) {
                            openSession();
                        }
                    }
                });
        later(
                leaseMillis * World.MILLI / 3,
                () -> {
                    if (session == mine) {
                        if (opens && !answered[0]) {
                            openSession();
                        } else {
                            keepAlive(mine, false);
                        }
                    }
                });
    }

    private Supplier<Reply> taking(String lock, long owner) {
        if (!subject.lock().hasSessions()) {
            return () -> server.take(lock, owner, leaseMillis);
        }
        if (world.now() - heard > leaseMillis * World.MILLI * 2 / 3) {
            return () -> Reply.fail("no connection");
        }
        long mine = session;
        return () -> server.takeFor(mine, lock, owner);
    }

    /** Does {@code call} for the runner; {@code answer} may be called more than once. */
    void perform(Consumer<Consumer<Reply>> call, Consumer<Reply> answer) {
        open.add(answer);
        run(() -> call.accept(reply -> world.in(quick(), () -> answer.accept(reply))));
    }

    /** A step of this incarnation: now, or when it goes on, or never. */
    private void run(Runnable step) {
        later(0, step);
    }

    private void later(long delay, Runnable step) {
        int mine = incarnation;
        world.in(delay, () -> go(mine, step));
    }

    private void go(int mine, Runnable step) {
        if (incarnation != mine) {
            return;
        }
        if (world.now() < pausedUntil) {
            world.at(pausedUntil, () -> go(mine, step));
        } else {
            step.run();
        }
    }

    private long quick() {
        return world.between(20_000, 2 * World.MILLI);
    }

    /** One request to the server. */
    private void send(Supplier<Reply> request, Consumer<Reply> answer) {
        if (server.isDown()) {
            run(() -> answer.accept(Reply.fail("not connected")));
            return;
        }
        int mine = incarnation;
        boolean[] answered = new boolean[1];
        Consumer<Reply> once =
                reply ->
                        go(
                                mine,
                                () -> {
                                    if (!answered[0]) {
                                        answered[0] = true;
                                        answer.accept(reply);
                                    }
                                });
        boolean silent = world.now() < silentUntil;
        double fate = world.random.nextDouble();
        boolean lost = fate < (silent ? 0.4 : 0.02);
        boolean replyLost = !lost && fate < (silent ? 0.7 : 0.04);
        boolean late = silent || (storm && fate > 0.96);
        long lease = leaseMillis * World.MILLI;
        if (!lost) {
            long up = late ? world.between(0, 3 * lease) : quick();
            long down = storm && world.chance(0.02) ? world.between(0, 2 * lease) : quick();
            world.in(
                    up,
                    () ->
                            server.handle(
                                    () -> {
                                        Reply reply = request.get();
                                        if (!replyLost) {
                                            world.in(down, () -> once.accept(reply));
                                        }
                                    },
                                    () -> once.accept(Reply.info("connection reset"))));
        }
        if (lost || replyLost || late) {
            long patience = storm ? world.between(0, 4 * lease) : quick();
            world.in(patience, () -> once.accept(Reply.info("no reply")));
        }
    }

    void acquire(String lock, long waitNanos, Consumer<Reply> answer) {
        if (subject.lock() == Subject.Lock.NONE) {
            answer.accept(Reply.granted(null));
            return;
        }
        attempt(lock, ++owners, world.now() + waitNanos, answer);
    }

    private void attempt(String lock, long owner, long until, Consumer<Reply> answer) {
        long poll = leaseMillis * World.MILLI / 40;
        send(
                taking(lock, owner),
                reply -> {
                    if (reply.error() != null) {
                        answer.accept(reply);
                    } else if (reply.granted()) {
                        renewLater(lock, owner);
                        answer.accept(reply.ownedBy(owner));
                    } else if (world.now() + poll > until) {
                        answer.accept(Reply.fail("not acquired in time"));
                    } else {
                        later(poll, () -> attempt(lock, owner, until, answer));
                    }
                });
    }

    private final List<Long> watched = new ArrayList<>();

    private void renewLater(String lock, long owner) {
        if (subject.lock() == Subject.Lock.WATCHDOG) {
            watched.add(owner);
            renewNext(lock, owner);
        }
    }

    private void renewNext(String lock, long owner) {
        later(
                leaseMillis * World.MILLI / 3,
                () -> {
                    if (watched.contains(owner)) {
                        send(
                                () -> server.renew(lock, owner, leaseMillis),
                                reply -> {
                                    if (reply.error() != null || reply.granted()) {
                                        renewNext(lock, owner);
                                    }
                                });
                    }
                });
    }

    void release(String lock, long owner, Consumer<Reply> answer) {
        watched.remove(owner);
        switch (subject.lock()) {
            case NONE -> answer.accept(Reply.ok());
            case BROKEN_RELEASE -> send(() -> server.delete(lock), answer);
            case BROKEN_CHECK_THEN_DELETE ->
                    send(
                            () -> server.isOwner(lock, owner) ? Reply.ok() : Reply.refused(),
                            reply -> {
                                if (reply.error() == null && reply.granted()) {
                                    long listeners = leaseMillis * World.MILLI / 16;
                                    later(listeners, () -> send(() -> server.delete(lock), answer));
                                } else {
                                    answer.accept(
                                            reply.error() == null ? Reply.fail("not held") : reply);
                                }
                            });
            default -> send(() -> server.give(lock, owner), answer);
        }
    }

    void read(String account, @Nullable Long token, Consumer<Reply> answer) {
        send(() -> server.read(account, token), answer);
    }

    void write(
            String account, String from, String to, @Nullable Long token, Consumer<Reply> answer) {
        send(() -> server.write(account, from, to, token), answer);
    }
}
