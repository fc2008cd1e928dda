package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that operations on locks use. */
final class Locks {
    static final String ACQUIRE = "acquire";
    static final String RELEASE = "release";

    private Locks() {}

    static boolean isAcquire(Operation op) {
        return op.f().equals(ACQUIRE);
    }

    /** The lock that the operation names, or null if it names none. */
    static @Nullable Object lock(Operation invoked) {
        return invoked.invocation().get("lock");
    }

    /** The semaphore that the operation names, or null if it names none. */
    static @Nullable Object semaphore(Operation invoked) {
        Object name = invoked.invocation().get("semaphore");
        return name == null ? lock(invoked) : name;
    }

    /** How many permits it asks for: {@code 3}, {@code {:permits 3}}; 1 if it does not say. */
    static long permits(Operation op) {
        return permitsAsked(op) instanceof Long n ? n : 1;
    }

    /** What is wrong with the number of permits that it asks for; null if nothing is. */
    static @Nullable String badPermits(Operation op) {
        Object asked = permitsAsked(op);
        return asked == null || (asked instanceof Long n && n > 0)
                ? null
                : "asks for %s permits; expected a whole number, 1 or more"
                        .formatted(Values.show(asked));
    }

    private static @Nullable Object permitsAsked(Operation op) {
        Object value = op.argument();
        return value instanceof Map<?, ?> map ? map.get("permits") : value;
    }

    /** {@code 1 permit}, {@code 2 permits}. */
    static String permits(long n) {
        return n == 1 ? "1 permit" : n + " permits";
    }

    /** {@code acquired it}, {@code may have released it}. */
    static String tell(Operation op) {
        return Telling.say(op, op.f()) + " it";
    }
}
