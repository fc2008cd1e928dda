package dev.holdfast.impl.lock;

import java.time.Duration;
import java.util.Optional;

/**
 * A first request of a client, for nothing: a library's first one loads its classes and opens its
 * connections, which on a busy machine takes longer than a lease.
 */
public final class WarmUp {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private WarmUp() {}

    /**
     * Acquires and releases a lock that nobody else uses; gives up after some seconds and does not
     * mind errors, since the servers may be away just now.
     *
     * @param name of the client, unique in the run
     * @return {@code client}
     */
    public static <C extends LockClient> C of(C client, String name) {
        Thread thread = new Thread(() -> once(client, "warm-up-" + name), "warm-up");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return client;
    }

    private static void once(LockClient client, String lock) {
        try {
            Optional<Grant> grant = client.acquire(lock, Optional.of(Duration.ZERO));
            if (grant.isPresent()) {
                client.release(grant.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whoever asks next hears of it.
        }
    }
}
