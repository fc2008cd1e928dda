package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/** The words that lock histories use. */
final class LockOps {
    static final String ACQUIRE = "acquire";
    static final String RELEASE = "release";

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
