package dev.holdfast.checker.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server with keys that expire, and accounts; everything at once, as in one thread. */
final class Server {
    private final World world;
    private final Subject subject;
    private final double speed;
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<String, Account> accounts = new HashMap<>();
    private long pausedUntil;
    private long downUntil;

    private final Map<Long, Long> sessions = new HashMap<>(); // until when they live
    private final Map<String, Integer> asked = new HashMap<>();

    private record Key(long owner, long until, long session) {}

    private static final class Account {
        private String version = "initial";
        private long highest;
    }

    /** {@code speed} is that of its clock, 1 for a true one. */
    Server(World world, Subject subject, double speed) {
        this.world = world;
        this.subject = subject;
        this.speed = speed;
    }

    /** Whole milliseconds of its own clock, rounded down as servers do. */
    private long clockMillis() {
        return (long) (world.now() * speed / World.MILLI);
    }

    boolean isDown() {
        return world.now() < downUntil;
    }

    void pause(long until) {
        pausedUntil = until;
    }

    void kill(long until) {
        downUntil = until;
        if (subject.lock() == Subject.Lock.BROKEN_VOLATILE) {
            keys.clear();
        }
    }

    /** Runs {@code request} now, or when the server goes on; {@code dead} if it is down then. */
    void handle(Runnable request, Runnable dead) {
        if (world.now() < pausedUntil) {
            world.at(pausedUntil, () -> handle(request, dead));
        } else if (isDown()) {
            dead.run();
        } else {
            request.run();
        }
    }

    private @Nullable Key key(String lock) {
        Key key = keys.get(lock);
        if (key == null || clockMillis() > key.until()) {
            return null;
        }
        return subject.lock().hasSessions() && !isAlive(key.session()) ? null : key;
    }

    private boolean isAlive(long session) {
        return clockMillis() <= sessions.getOrDefault(session, Long.MIN_VALUE);
    }

    /** Opens a session, or lets it live on; refused if it has ended. */
    Reply hear(long session, boolean opens, long leaseMillis) {
        if (!opens && !isAlive(session)) {
            return Reply.refused();
        }
        boolean tooShort = subject.lock() == Subject.Lock.BROKEN_SESSION_TIMEOUT;
        sessions.put(session, clockMillis() + leaseMillis / (tooShort ? 10 : 1));
        return Reply.ok();
    }

    /** Takes for a session, which does not live longer for it. */
    Reply takeFor(long session, String lock, long owner) {
        if (!isAlive(session)) {
            return Reply.fail("session expired");
        }
        boolean impatient =
                subject.lock() == Subject.Lock.BROKEN_SESSION_IMPATIENT
                        && asked.merge(lock, 1, Integer::sum) % 3 == 0;
        if (key(lock) != null && !impatient) {
            return Reply.refused();
        }
        keys.put(lock, new Key(owner, Long.MAX_VALUE, session));
        return Reply.granted(null);
    }

    Reply take(String lock, long owner, long leaseMillis) {
        if (key(lock) != null && subject.lock() != Subject.Lock.BROKEN_IGNORES_NX) {
            return Reply.refused();
        }
        boolean wrongUnit = subject.lock() == Subject.Lock.BROKEN_TTL;
        keys.put(lock, new Key(owner, clockMillis() + leaseMillis / (wrongUnit ? 1000 : 1), 0));
        return switch (subject.lock()) {
            case FENCED -> Reply.granted(counters.merge(lock, 1L, Long::sum));
            case BROKEN_REPEATING_TOKEN -> Reply.granted(counters.getOrDefault(lock, 0L) + 1);
            default -> Reply.granted(null);
        };
    }

    boolean isOwner(String lock, long owner) {
        Key key = key(lock);
        return key != null && key.owner() == owner;
    }

    Reply delete(String lock) {
        keys.remove(lock);
        return Reply.ok();
    }

    Reply give(String lock, long owner) {
        if (!isOwner(lock, owner)) {
            return Reply.fail("not held");
        }
        if (subject.lock() == Subject.Lock.BROKEN_REPEATING_TOKEN) {
            counters.merge(lock, 1L, Long::sum);
        }
        return delete(lock);
    }

    Reply renew(String lock, long owner, long leaseMillis) {
        if (!isOwner(lock, owner)) {
            return Reply.refused();
        }
        keys.put(lock, new Key(owner, clockMillis() + leaseMillis, 0));
        return Reply.ok();
    }

    Reply read(String name, @Nullable Long token) {
        Account account = accounts.computeIfAbsent(name, n -> new Account());
        boolean isStale = token != null && token < account.highest;
        if (subject.guard() == Subject.Guard.FENCE && isStale) {
            return Reply.fail("stale token " + token);
        }
        if (subject.guard() == Subject.Guard.FENCE && token != null) {
            account.highest = token;
        }
        return Reply.version(account.version);
    }

    Reply write(String name, String from, String to, @Nullable Long token) {
        Account account = accounts.computeIfAbsent(name, n -> new Account());
        boolean fences =
                subject.guard() == Subject.Guard.FENCE
                        || subject.guard() == Subject.Guard.BROKEN_FENCE;
        if (fences && token != null) {
            if (token < account.highest) {
                return Reply.fail("stale token " + token);
            }
            account.highest = token;
        }
        if (subject.guard() == Subject.Guard.COMPARE && !account.version.equals(from)) {
            return Reply.fail("changed meanwhile: now " + account.version);
        }
        account.version = to;
        return Reply.ok();
    }
}
