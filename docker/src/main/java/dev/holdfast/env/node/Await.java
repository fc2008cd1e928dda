package dev.holdfast.env.node;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition that nobody tells us about, always with a limit. */
public final class Await {
    private static final long POLL_MS = 5;

    private Await() {}

    /** Whether {@code condition} became true within {@code limit}; false when interrupted, too. */
    public static boolean until(BooleanSupplier condition, Duration limit) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > limit.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
