package dev.holdfast.checker.linear;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes small histories down, event by event. */
final class Events {
    private final List<Op> ops = new ArrayList<>();

    Events invoke(int process, String f, @Nullable Object value) {
        return add(process, OpType.INVOKE, f, value);
    }

    Events ok(int process, String f, @Nullable Object value) {
        return add(process, OpType.OK, f, value);
    }

    /** An operation during which nothing else happens. */
    Events done(int process, String f, @Nullable Object argument, @Nullable Object result) {
        return invoke(process, f, argument).ok(process, f, result);
    }

    private Events add(int process, OpType type, String f, @Nullable Object value) {
        ops.add(new Op(ops.size(), 1_000_000L * ops.size(), process, type, f, value, null));
        return this;
    }

    History history() {
        return History.of(ops);
    }

    /**
     * Additions of powers of two, all at once, and a read of what they cannot sum up to: each of
     * the 2^{@code additions} sums is looked at before that is certain.
     */
    static History hard(int additions) {
        return new Events().hard(additions, 0, value -> value).history();
    }

    /** The same on several objects, whose values are pairs of the object's number and a value. */
    static History hardObjects(int objects, int additions) {
        Events events = new Events();
        for (long i = 0; i < objects; i++) {
            long object = i;
            int process = (int) i * (additions + 1);
            events.hard(additions, process, value -> Arrays.asList(object, value));
        }
        return events.history();
    }

    private Events hard(int additions, int process, UnaryOperator<@Nullable Object> named) {
        int reader = process + additions;
        for (int i = 0; i < additions; i++) {
            invoke(process + i, "add", named.apply(2L << i));
        }
        invoke(reader, "read", named.apply(null)).ok(reader, "read", named.apply(1L));
        for (int i = 0; i < additions; i++) {
            ok(process + i, "add", named.apply(2L << i));
        }
        return this;
    }
}
