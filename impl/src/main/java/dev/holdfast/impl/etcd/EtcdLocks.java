package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.support.CloseableClient;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The locks of one agent in etcd: for every acquire a lease, kept alive by jetcd, and with it
 * etcd's own lock.
 *
 * <p>The lease is granted after acquire was called and never ends sooner than its term, so that is
 * how long the session certainly lasts; a change of leaders only prolongs it. What ended badly is
 * undone by revoking the lease: once that succeeded no call under way can make the lock this
 * client's any more.
 */
final class EtcdLocks implements LockClient {

    /** An election takes one or two seconds, and on a busy machine a keep-alive may be as late. */
    static final Duration SHORTEST = Duration.ofSeconds(4);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final long REPLY_LIMIT_MILLIS = 10_000;

    /** etcd's lock knows no single try: this is enough for one. */
    private static final long SHORTEST_WAIT_MILLIS = 500;

    private final Client client;
    private final ExecutorService threads;
    private final long leaseSeconds;
    private final boolean fenced;

    EtcdLocks(Endpoints endpoints, LockOptions options, boolean fenced) {
        this.threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread created = new Thread(task, "etcd");
                            created.setDaemon(true);
                            return created;
                        });
        String[] members =
                endpoints.members("etcd").stream().map(a -> "http://" + a).toArray(String[]::new);
        this.client =
                Client.builder()
                        .endpoints(members)
                        .connectTimeout(CONNECT_LIMIT)
                        .keepaliveTime(options.lease())
                        .keepaliveTimeout(options.lease())
                        .executorService(threads)
                        .build();
        this.leaseSeconds = options.lease().toSeconds();
        this.fenced = fenced;
    }

    /** What a release needs: the key that stands for the lock, and the lease that it hangs on. */
    private record Held(ByteSequence key, long lease, CloseableClient keepAlive) {}

    @Override
    public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
            throws InterruptedException {
        LeaseGrantResponse lease = lease();
        CloseableClient keepAlive = client.getLeaseClient().keepAlive(lease.getID(), new Unheard());
        CompletableFuture<Optional<Grant>> asked =
                client.getLockClient()
                        .lock(bytes(lock), lease.getID())
                        .thenCompose(
                                r ->
                                        granted(
                                                lock,
                                                lease,
                                                new Held(r.getKey(), lease.getID(), keepAlive)));
        boolean granted = false;
        try {
            Optional<Grant> grant =
                    waitLimit.isEmpty()
                            ? asked.get()
                            : asked.get(
                                    Math.max(SHORTEST_WAIT_MILLIS, waitLimit.get().toMillis()),
                                    TimeUnit.MILLISECONDS);
            granted = grant.isPresent();
            return grant;
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new DefiniteFailureException("lock: " + e.getMessage(), e);
        } finally {
            if (!granted) {
                asked.cancel(true);
                keepAlive.close();
                // What is thrown here takes the place of the outcomes above: then nobody knows.
                revoke(lease.getID());
            }
        }
    }

    /** Without a lease there is no lock, so whatever goes wrong here is a definite failure. */
    private LeaseGrantResponse lease() throws InterruptedException {
        try {
            return reply(client.getLeaseClient().grant(leaseSeconds));
        } catch (ExecutionException | TimeoutException e) {
            throw new DefiniteFailureException("no lease: " + e.getMessage(), e);
        }
    }

    private CompletableFuture<Optional<Grant>> granted(
            String lock, LeaseGrantResponse lease, Held held) {
        Grant grant =
                Grant.of(lock).withSession(Duration.ofSeconds(lease.getTTL())).withHandle(held);
        if (!fenced) {
            return CompletableFuture.completedFuture(Optional.of(grant));
        }
        return client.getKVClient()
                .get(held.key())
                .thenApply(
                        response -> {
                            // Gone with its lease while this waited, though etcd said yes.
                            List<KeyValue> keys = response.getKvs();
                            return keys.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(grant.withToken(keys.get(0).getCreateRevision()));
                        });
    }

    /** Whether the lease was alive until now. */
    private boolean revoke(long lease) throws InterruptedException {
        try {
            reply(client.getLeaseClient().revoke(lease));
            return true;
        } catch (ExecutionException e) {
            if (Status.fromThrowable(e).getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw new EtcdException("revoke", e);
        } catch (TimeoutException e) {
            throw new EtcdException("revoke", e);
        }
    }

    /**
     * Unlocks, as the manual has it, and ends the lease; if that was still there, so was the key
     * until the unlock.
     */
    @Override
    public Release release(Grant grant) throws InterruptedException {
        Held held = (Held) Objects.requireNonNull(grant.handle(), "grant of another lock");
        held.keepAlive().close();
        try {
            reply(client.getLockClient().unlock(held.key()));
        } catch (ExecutionException | TimeoutException e) {
            // The end of the lease frees it too.
        }
        return revoke(held.lease()) ? Release.CONFIRMED : Release.NOT_HELD;
    }

    private static <T> T reply(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(REPLY_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    /** Nobody is told how the lease fares: the lock's user has no way to ask. */
    private static final class Unheard implements StreamObserver<LeaseKeepAliveResponse> {
        @Override
        public void onNext(LeaseKeepAliveResponse response) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {}
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
