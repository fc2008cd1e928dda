package dev.holdfast.checker.knossos;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories put together by hand. */
final class Tiny {
    private final List<Op> ops = new ArrayList<>();

    Tiny invoke(int process, String f, @Nullable Object value) {
        return add(process, OpType.INVOKE, f, value);
    }

    Tiny ok(int process, String f, @Nullable Object value) {
        return add(process, OpType.OK, f, value);
    }

    Tiny fail(int process, String f, @Nullable Object value) {
        return add(process, OpType.FAIL, f, value);
    }

    Tiny info(int process, String f, @Nullable Object value) {
        return add(process, OpType.INFO, f, value);
    }

    /** An operation without overlap. */
    Tiny did(int process, String f, @Nullable Object asked, @Nullable Object answered) {
        return invoke(process, f, asked).ok(process, f, answered);
    }

    History history() {
        return History.of(ops);
    }

    static Map<String, Object> lock(String name) {
        return Map.of("lock", name);
    }

    private Tiny add(int process, OpType type, String f, @Nullable Object value) {
        ops.add(new Op(ops.size(), 1_000_000L * ops.size(), process, type, f, value, null));
        return this;
    }
}
