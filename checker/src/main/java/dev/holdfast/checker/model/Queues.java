package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operations of queues say, whatever their order. */
final class Queues {
    static final String ENQUEUE = "enqueue";
    static final String DEQUEUE = "dequeue";
    static final String DRAIN = "drain";
    static final Set<String> FUNCTIONS = Set.of(ENQUEUE, DEQUEUE, DRAIN);
    static final String SEMANTICS =
            "a dequeue or drain that returned nil saw it empty; a drain takes everything at one"
                    + " instant";

    private Queues() {}

    /** Whether a dequeue says that there was nothing to take. */
    static boolean sawEmpty(Operation op) {
        return Values.isFail(op) || (Values.isOk(op) && Values.result(op) == null);
    }

    /** What a dequeue took; null if it does not say. */
    static @Nullable Object taken(Operation op) {
        return Values.isOk(op) ? Values.result(op) : null;
    }

    /** What a drain took, nothing if it returned nil; null if it does not say. */
    static @Nullable List<?> drained(Operation op) {
        if (!Values.isOk(op)) {
            return null;
        }
        return Values.result(op) instanceof List<?> list ? list : List.of();
    }

    static Object effect(Operation op) {
        return switch (op.f()) {
            case ENQUEUE -> Effect.of(op, Values.argument(op), null);
            case DEQUEUE -> Effect.of(op, null, sawEmpty(op) ? Nil.NIL : taken(op));
            default -> Effect.of(op, null, drained(op));
        };
    }

    static @Nullable String complaint(Operation op) {
        if (op.f().equals(ENQUEUE)) {
            return Values.argument(op) == null
                    ? "has no value; expected the element, such as 3"
                    : null;
        }
        Object result = Values.isOk(op) ? Values.result(op) : null;
        return op.f().equals(DRAIN) && result != null && !(result instanceof List<?>)
                ? "returned %s; expected the elements, such as [1 2]".formatted(Values.show(result))
                : null;
    }

    static String tell(Operation op) {
        return switch (op.f()) {
            case ENQUEUE -> Telling.say(op, ENQUEUE) + " " + Values.show(Values.argument(op));
            case DEQUEUE -> {
                Object taken = taken(op);
                yield sawEmpty(op)
                        ? "found it empty"
                        : Telling.say(op, DEQUEUE)
                                + " "
                                + (taken == null ? "one" : Values.show(taken));
            }
            default -> {
                List<?> drained = drained(op);
                yield Telling.say(op, DRAIN)
                        + " "
                        + (drained == null ? "it" : Values.show(drained));
            }
        };
    }
}
