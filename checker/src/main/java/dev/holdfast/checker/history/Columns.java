package dev.holdfast.checker.history;

import java.util.Map;

/**
 * What deciders ask of every event, side by side: where there are millions, to ask the events
 * themselves costs a cache miss each. Filled once, then only read.
 */
final class Columns {
    private static final byte OTHER = 0;
    private static final byte NUMBER = 1;
    private static final byte FIELDS = 2;

    private final OpType[] types;
    private final String[] functions;
    private final int[] processes;
    private final long[] numbers;
    private final byte[] shapes;

    Columns(int size) {
        types = new OpType[size];
        functions = new String[size];
        processes = new int[size];
        numbers = new long[size];
        shapes = new byte[size];
    }

    /** Takes the event at {@code index}. */
    void set(int index, Op op) {
        types[index] = op.type();
        functions[index] = op.f();
        processes[index] = op.process();
        shapes[index] = OTHER;
        if (op.value() instanceof Long n) {
            numbers[index] = n;
            shapes[index] = NUMBER;
        } else if (op.value() instanceof Map<?, ?>) {
            shapes[index] = FIELDS;
        }
    }

    OpType type(int index) {
        return types[index];
    }

    String f(int index) {
        return functions[index];
    }

    int process(int index) {
        return processes[index];
    }

    /** Whether the value is a {@link Long}. */
    boolean isNumber(int index) {
        return shapes[index] == NUMBER;
    }

    long number(int index) {
        return numbers[index];
    }

    /** Whether the value is a map. */
    boolean hasFields(int index) {
        return shapes[index] == FIELDS;
    }
}
