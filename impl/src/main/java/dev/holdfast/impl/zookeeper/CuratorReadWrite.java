package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;

/** Curator's InterProcessReadWriteLock: one writer, or readers that come before the next writer. */
public final class CuratorReadWrite implements ZooKeeperLock {

    @Override
    public String name() {
        return "zk-rwlock";
    }

    @Override
    public String summary() {
        return "Curator's InterProcessReadWriteLock: one who writes, or any number who read";
    }

    @Override
    public Sharing sharing() {
        return Sharing.READ_WRITE;
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new Client(ZooKeeperSession.open(endpoints, options), new ConcurrentHashMap<>());
    }

    private record Client(ZooKeeperSession session, Map<String, InterProcessReadWriteLock> locks)
            implements LockClient {

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
                throws InterruptedException {
            return acquire(lock, Mode.EXCLUSIVE, waitLimit);
        }

        @Override
        public Optional<Grant> acquire(String lock, Mode mode, Optional<Duration> waitLimit)
                throws InterruptedException {
            InterProcessReadWriteLock both =
                    locks.computeIfAbsent(
                            lock,
                            name ->
                                    new InterProcessReadWriteLock(
                                            session.curator(), ZooKeeperSession.path(name)));
            InterProcessMutex mutex =
                    switch (mode) {
                        case EXCLUSIVE -> both.writeLock();
                        case SHARED -> both.readLock();
                        case PERMIT ->
                                throw new DefiniteFailureException("this lock has no permits");
                    };
            Duration certain = session.certain();
            return CuratorMutexes.acquired(mutex, waitLimit)
                    ? Optional.of(Grant.of(lock).withSession(certain).withHandle(mutex))
                    : Optional.empty();
        }

        @Override
        public Release release(Grant grant) throws InterruptedException {
            return CuratorMutexes.release(
                    (InterProcessMutex) Objects.requireNonNull(grant.handle(), "another's grant"));
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
