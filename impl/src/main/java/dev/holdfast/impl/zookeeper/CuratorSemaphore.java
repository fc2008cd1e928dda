package dev.holdfast.impl.zookeeper;

import static dev.holdfast.impl.zookeeper.ZooKeeperSession.call;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.jspecify.annotations.Nullable;

/** Curator's InterProcessSemaphoreV2 with two permits. */
public final class CuratorSemaphore implements ZooKeeperLock {
    private static final int PERMITS = 2;

    @Override
    public String name() {
        return "zk-semaphore";
    }

    @Override
    public String summary() {
        return "Curator's InterProcessSemaphoreV2 with two permits";
    }

    @Override
    public Sharing sharing() {
        return Sharing.semaphore(PERMITS);
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new Client(ZooKeeperSession.open(endpoints, options), new ConcurrentHashMap<>());
    }

    private record Client(ZooKeeperSession session, Map<String, InterProcessSemaphoreV2> semaphores)
            implements LockClient {

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
                throws InterruptedException {
            return acquire(lock, Mode.PERMIT, waitLimit);
        }

        @Override
        public Optional<Grant> acquire(String lock, Mode mode, Optional<Duration> waitLimit)
                throws InterruptedException {
            if (mode != Mode.PERMIT) {
                throw new DefiniteFailureException("this lock has permits only");
            }
            InterProcessSemaphoreV2 semaphore =
                    semaphores.computeIfAbsent(
                            lock,
                            name ->
                                    new InterProcessSemaphoreV2(
                                            session.curator(),
                                            ZooKeeperSession.path(name),
                                            PERMITS));
            Duration certain = session.certain();
            Lease lease =
                    call(
                            () ->
                                    waitLimit.isPresent()
                                            ? semaphore.acquire(
                                                    waitLimit.get().toMillis(),
                                                    TimeUnit.MILLISECONDS)
                                            : semaphore.acquire());
            return lease == null
                    ? Optional.empty()
                    : Optional.of(
                            Grant.of(lock).withSession(certain).withHandle(new Permit(lease)));
        }

        @Override
        public Release release(Grant grant) throws InterruptedException {
            Permit permit = (Permit) Objects.requireNonNull(grant.handle(), "another's grant");
            return permit.giveBack() ? Release.RELEASED : Release.NOT_HELD;
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** A permit that knows whether it was given back; Curator's does not. */
    private static final class Permit {
        private final AtomicReference<@Nullable Lease> lease;

        Permit(Lease lease) {
            this.lease = new AtomicReference<>(lease);
        }

        boolean giveBack() throws InterruptedException {
            Lease mine = lease.getAndSet(null);
            if (mine == null) {
                return false;
            }
            return call(
                    () -> {
                        mine.close();
                        return true;
                    });
        }
    }
}
