package dev.holdfast.fault;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.ServerNode;
import java.util.concurrent.TimeUnit;

/**
 * Waiting for a server that was started again to do its work, as a member of what it belongs to.
 */
final class Serving {
    private static final long LIMIT_MILLIS = 20_000;
    private static final long POLL_MILLIS = 50;

    private Serving() {}

    /**
     * Returns when it serves.
     *
     * @throws EnvironmentException if it does not within 20 s
     */
    static void require(ServerNode node) {
        if (!await(node)) {
            throw new EnvironmentException(
                    "%s does not serve within %d s after its restart"
                            .formatted(node.name(), LIMIT_MILLIS / 1000));
        }
    }

    /** Returns true when it serves, false if it does not within 20 s. */
    static boolean await(ServerNode node) {
        long startNs = System.nanoTime();
        while (!node.isServing()) {
            if (System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS)) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EnvironmentException("interrupted while " + node + " restarts", e);
            }
        }
        return true;
    }
}
