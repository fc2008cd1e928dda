package dev.holdfast.impl.zookeeper;

import static dev.holdfast.impl.zookeeper.ZooKeeperSession.call;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.Release;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.zookeeper.data.Stat;

/** The InterProcessMutexes of one agent, one a lock, as Curator's manual recommends. */
final class CuratorMutexes implements LockClient {
    private final ZooKeeperSession session;
    private final boolean fenced;
    private final Map<String, Mutex> mutexes = new ConcurrentHashMap<>();

    CuratorMutexes(ZooKeeperSession session, boolean fenced) {
        this.session = session;
        this.fenced = fenced;
    }

    /** InterProcessMutex tells the name of its node to subclasses only. */
    private static final class Mutex extends InterProcessMutex {
        Mutex(CuratorFramework curator, String lock) {
            super(curator, ZooKeeperSession.path(lock));
        }

        String node() {
            return getLockPath();
        }
    }

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        Mutex mutex = mutexes.computeIfAbsent(lock, name -> new Mutex(session.curator(), name));
        Duration certain = session.certain();
        if (!acquired(mutex, waitLimit)) {
            return Optional.empty();
        }
        Grant grant = Grant.of(lock).withSession(certain).withHandle(mutex);
        if (!fenced) {
            return Optional.of(grant);
        }
        OptionalLong token = OptionalLong.empty();
        try {
            token = token(mutex);
        } finally {
            if (token.isEmpty()) {
                // Nobody else could: the grant does not leave this method.
                release(mutex);
            }
        }
        return token.isEmpty() ? Optional.empty() : Optional.of(grant.withToken(token.getAsLong()));
    }

    static boolean acquired(InterProcessMutex mutex, Optional<Duration> waitLimit)
            throws InterruptedException {
        return call(
                () -> {
                    if (waitLimit.isPresent()) {
                        return mutex.acquire(waitLimit.get().toMillis(), TimeUnit.MILLISECONDS);
                    }
                    mutex.acquire();
                    return true;
                });
    }

    /** Empty if the node is gone already: a session sees what it did itself, so it is lost. */
    private OptionalLong token(Mutex mutex) throws InterruptedException {
        Stat stat = call(() -> session.curator().checkExists().forPath(mutex.node()));
        return stat == null ? OptionalLong.empty() : OptionalLong.of(stat.getCzxid());
    }

    @Override
    public Release release(Grant grant) throws InterruptedException {
        return release(
                (InterProcessMutex) Objects.requireNonNull(grant.handle(), "grant of another"));
    }

    static Release release(InterProcessMutex mutex) throws InterruptedException {
        if (!mutex.isOwnedByCurrentThread()) {
            return Release.NOT_HELD;
        }
        call(
                () -> {
                    mutex.release();
                    return true;
                });
        return Release.RELEASED;
    }

    @Override
    public void close() {
        session.close();
    }
}
