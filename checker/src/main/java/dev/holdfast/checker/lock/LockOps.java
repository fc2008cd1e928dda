package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/** The words that lock histories use. */
final class LockOps {
    static final String ACQUIRE = "acquire";
    static final String RELEASE = "release";
    private static final long MOST = 1_000_000;

    private LockOps() {}

    static boolean isAcquire(Op op) {
        return op.f().equals(ACQUIRE);
    }

    static boolean isRelease(Op op) {
        return op.f().equals(RELEASE);
    }

    /** The lock that {@code op} is about; histories of one lock may leave its name out. */
    static String lock(Op op) {
        String lock = op.string("lock");
        return lock == null ? "" : lock;
    }

    /** Whether this acquire asks for a read lock. */
    static boolean isReading(Op acquire) {
        return "read".equals(acquire.string("mode"));
    }

    static String purpose(Op acquire) {
        String mode = acquire.string("mode");
        if (mode == null) {
            return "";
        }
        return switch (mode) {
            case "read" -> " for reading";
            case "write" -> " for writing";
            default -> "";
        };
    }

    /** How many permits the lock has that this acquire asks for; 1 for what is no semaphore. */
    static int capacity(Op acquire) {
        return atLeastOne(acquire.number("capacity"));
    }

    /** How often one process may hold the lock that this acquire asks for. */
    static int depth(Op acquire) {
        return atLeastOne(acquire.number("depth"));
    }

    private static int atLeastOne(@Nullable Long number) {
        return number == null ? 1 : (int) Math.max(1, Math.min(number, MOST));
    }

    /** The agent that {@code operation} ran on, empty if unknown. */
    static String agent(Operation operation) {
        String agent = operation.string("agent");
        return agent == null ? "" : agent;
    }

    /** A token in a sentence. */
    static String token(@Nullable Long token) {
        return token == null ? "no token" : "token " + token;
    }
}
