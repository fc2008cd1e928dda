package dev.holdfast.checker.subhistory;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Subhistory} together, event by event in real-time order. For one thread. */
public final class SubhistoryBuilder {
    private static final int FIRST_CAPACITY = 16;

    final Model<?> model;
    final Fails fails;
    final @Nullable Object part;
    int calls;
    int[] invokedAt = new int[FIRST_CAPACITY];
    int[] returnedAt = new int[FIRST_CAPACITY];
    boolean[] test = new boolean[FIRST_CAPACITY];
    Op[] invocations = new Op[FIRST_CAPACITY];
    @Nullable Op[] completions = new Op[FIRST_CAPACITY];
    List<?> starts;
    List<Operation> free = List.of();
    @Nullable History history;
    int[] recordedAt = new int[0];
    boolean keyed;
    private int[] events = new int[2 * FIRST_CAPACITY];
    private int size;

    /** A subhistory of the object {@code part}, null if it is the only one. */
    public SubhistoryBuilder(Model<?> model, Fails fails, @Nullable Object part) {
        this.model = model;
        this.fails = fails;
        this.part = part;
        this.starts = List.of(model.initial());
    }

    /** Lets the object start in any of {@code states}, of the model's state type. */
    public SubhistoryBuilder startingIn(List<?> states) {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("no state to start in; expected one or more");
        }
        starts = List.copyOf(states);
        return this;
    }

    /** Lets {@code operations} happen at any moment, any number of times. */
    public SubhistoryBuilder with(List<Operation> operations) {
        free = List.copyOf(operations);
        return this;
    }

    /**
     * Says that all calls come as {@code whole} has them. Then their positions there are kept in
     * place of the events, which takes a third of the time.
     *
     * @param valuesHaveKeys whether each value there is a pair of a key and the value
     */
    SubhistoryBuilder recorded(History whole, boolean valuesHaveKeys) {
        history = whole;
        keyed = valuesHaveKeys;
        recordedAt = new int[FIRST_CAPACITY];
        return this;
    }

    /** Makes room for the calls of {@code size} events, which only saves time. */
    SubhistoryBuilder expecting(int size) {
        if (calls == 0 && size > events.length) {
            growCalls(size / 2 + 1);
            events = new int[size];
        }
        return this;
    }

    /** Adds an invocation; optional until {@link #returned}. Its call. */
    public int invoked(Op invocation, @Nullable Op completion) {
        if (history != null) {
            throw new IllegalStateException("a recorded subhistory; expected a position");
        }
        int call = add(completion != null && completion.type() == OpType.FAIL);
        invocations[call] = invocation;
        completions[call] = completion;
        return call;
    }

    /** Adds the invocation at {@code index} of the history; as above. */
    int invoked(int index, boolean failed) {
        int call = add(failed);
        recordedAt[call] = index;
        return call;
    }

    private int add(boolean failed) {
        if (calls == invokedAt.length) {
            growCalls(2 * calls);
        }
        int call = calls++;
        invokedAt[call] = size;
        returnedAt[call] = Subhistory.FOREVER;
        test[call] = failed;
        add(call);
        return call;
    }

    /** Adds the return of {@code call}, which makes it required. */
    public void returned(int call) {
        if (returnedAt[call] != Subhistory.FOREVER) {
            throw new IllegalArgumentException("call %d returned already".formatted(call));
        }
        returnedAt[call] = size;
        add(~call);
    }

    /** The subhistory; this builder must not be used after that. */
    public Subhistory build() {
        return new Subhistory(this);
    }

    int[] trimmedEvents() {
        return events.length == size ? events : Arrays.copyOf(events, size);
    }

    private void add(int event) {
        if (size == events.length) {
            events = Arrays.copyOf(events, 2 * size);
        }
        events[size++] = event;
    }

    private void growCalls(int capacity) {
        invokedAt = Arrays.copyOf(invokedAt, capacity);
        returnedAt = Arrays.copyOf(returnedAt, capacity);
        test = Arrays.copyOf(test, capacity);
        if (history == null) {
            invocations = Arrays.copyOf(invocations, capacity);
            completions = Arrays.copyOf(completions, capacity);
        } else {
            recordedAt = Arrays.copyOf(recordedAt, capacity);
        }
    }
}
