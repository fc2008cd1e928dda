package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number that is added to and read exactly.
 *
 * <p>{@code :add 3}, also negative; {@code :increment} and {@code :decrement}, by 1 unless they say
 * how much; {@code :read nil}, which returns the sum. Sums wrap around at 64 bits.
 *
 * @param start the value at first
 * @param nilReads what a read says that returned nil
 */
public record CounterModel(long start, NilReads nilReads) implements Model<Long> {
    private static final String READ = "read";
    private static final String DECREMENT = "decrement";

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public String summary() {
        return "a number that is added to; a read returns the exact sum";
    }

    @Override
    public Set<String> functions() {
        return Set.of("add", "increment", DECREMENT, READ);
    }

    @Override
    public Long initial() {
        return start;
    }

    /** By how much {@code operation} changes the sum; 0 for a read. */
    public static long delta(Operation operation) {
        if (operation.f().equals(READ)) {
            return 0;
        }
        long by = Values.argument(operation) instanceof Long n ? n : 1;
        return operation.f().equals(DECREMENT) ? -by : by;
    }

    @Override
    public Step<Long> step(Long sum, Operation op) {
        if (op.f().equals(READ)) {
            Long seen = seen(op);
            return seen == null || seen.equals(sum)
                    ? new Step.Next<>(sum)
                    : new Step.Refused<>("its value is " + sum);
        }
        return new Step.Next<>(Values.isFail(op) ? sum : Long.valueOf(sum + delta(op)));
    }

    /** What a read says the sum is; null if it says nothing. */
    private @Nullable Long seen(Operation op) {
        if (!Values.isOk(op)) {
            return null;
        }
        Object result = Values.result(op);
        if (result == null) {
            return nilReads == NilReads.INITIAL ? start : null;
        }
        return (Long) result;
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return delta(op) == 0;
    }

    @Override
    public Object effect(Operation op) {
        return op.f().equals(READ)
                ? Effect.of(op, null, seen(op))
                : new Effect("add", delta(op), null, Effect.outcome(op), Effect.ANYONE);
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Values.key(invoked);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        if (op.f().equals(READ)) {
            Object result = Values.isOk(op) ? Values.result(op) : null;
            return result == null || result instanceof Long
                    ? null
                    : "returned %s; expected a whole number".formatted(Values.show(result));
        }
        Object by = Values.argument(op);
        return by instanceof Long || (by == null && !op.f().equals("add"))
                ? null
                : "has value %s; expected the whole number to add, such as 3"
                        .formatted(Values.show(by));
    }

    @Override
    public String semantics() {
        return "starts with %d; nil reads %s"
                .formatted(
                        start,
                        nilReads == NilReads.ANY ? "match anything" : "mean the value at first");
    }

    @Override
    public String tell(Operation op) {
        if (op.f().equals(READ)) {
            String what = Values.isOk(op) ? Values.show(Values.result(op)) : "it";
            return Telling.say(op, "read ", "read ", "read ") + what;
        }
        return Telling.say(op, "add") + " " + delta(op);
    }
}
