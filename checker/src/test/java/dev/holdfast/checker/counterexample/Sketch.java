package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history written down line by line, an event each millisecond. */
final class Sketch {
    private static final long MILLI = 1_000_000;

    private final List<Op> ops = new ArrayList<>();

    Sketch invoke(int process, String f, @Nullable Object value) {
        return add(process, OpType.INVOKE, f, value);
    }

    Sketch ok(int process, String f, @Nullable Object value) {
        return add(process, OpType.OK, f, value);
    }

    /** An operation that nothing overlaps. */
    Sketch alone(int process, String f, @Nullable Object argument, @Nullable Object result) {
        return invoke(process, f, argument).ok(process, f, result);
    }

    Sketch add(int process, OpType type, String f, @Nullable Object value) {
        ops.add(new Op(ops.size(), MILLI * ops.size(), process, type, f, value, null));
        return this;
    }

    History history() {
        return History.of(ops);
    }
}
