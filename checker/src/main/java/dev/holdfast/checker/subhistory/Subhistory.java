package dev.holdfast.checker.subhistory;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one object of a history saw, as deciders read them: numbered in the order of their
 * invocations, with the order of all invocations and returns.
 *
 * <p>A <em>call</em> is an operation that counts: what failed is left out if fails are lenient, and
 * so is what neither happened for certain nor can have changed anything. A call is either
 * <em>required</em>: it returned, and took effect somewhere between its invocation and its return;
 * or <em>optional</em>: its outcome is unknown, and it takes effect at any moment after its
 * invocation or never. Calls of failed operations (strict fails only) are <em>tests</em>: required,
 * and without effect.
 *
 * <p>To weaken a history for a counterexample there can be several possible states to start in, and
 * <em>free</em> operations: these may happen at any moment, any number of times. Both are trivial
 * in a subhistory that comes from {@link Subhistories}.
 *
 * <p>Immutable; safe for any number of threads. Positions and calls count from 0.
 */
public final class Subhistory {
    /** The return of an optional call. */
    public static final int FOREVER = Integer.MAX_VALUE;

    private final Model<?> model;
    private final Fails fails;
    private final @Nullable Object part;
    private final int calls;
    private final int[] events;
    private final Op[] invocations;
    private final @Nullable Op[] completions;
    private final int[] invokedAt;
    private final int[] returnedAt;
    private final boolean[] test;
    private final List<?> starts;
    private final List<Operation> free;
    private final @Nullable History history;
    private final int[] recordedAt;
    private final boolean keyed;
    private volatile @Nullable Effects effects;

    Subhistory(SubhistoryBuilder from) {
        this.model = from.model;
        this.fails = from.fails;
        this.part = from.part;
        this.calls = from.calls;
        this.events = from.trimmedEvents();
        this.invocations = from.invocations;
        this.completions = from.completions;
        this.invokedAt = from.invokedAt;
        this.returnedAt = from.returnedAt;
        this.test = from.test;
        this.starts = from.starts;
        this.free = from.free;
        this.history = from.history;
        this.recordedAt = from.recordedAt;
        this.keyed = from.keyed;
    }

    /** What the object is held against. */
    public Model<?> model() {
        return model;
    }

    /** What failed operations mean here. */
    public Fails fails() {
        return fails;
    }

    /** Which object this is, as {@link Model#part} says; null if there is only one. */
    public @Nullable Object part() {
        return part;
    }

    /** How many calls there are. */
    public int calls() {
        return calls;
    }

    /** How many events: an invocation of each call, a return of each required call. */
    public int events() {
        return events.length;
    }

    /**
     * The event at {@code position}: the call {@code c} itself if that is its invocation, {@code
     * ~c}, which is negative, if it is its return.
     */
    public int event(int position) {
        return events[position];
    }

    /** The position of the invocation of {@code call}. */
    public int invokedAt(int call) {
        return invokedAt[call];
    }

    /** The position of the return of {@code call}, or {@link #FOREVER} if it is optional. */
    public int returnedAt(int call) {
        return returnedAt[call];
    }

    /** Whether {@code call} may never have happened. */
    public boolean isOptional(int call) {
        return returnedAt[call] == FOREVER;
    }

    /** Whether {@code call} is a failed operation that the state at some moment must explain. */
    public boolean isTest(int call) {
        return test[call];
    }

    /** The event that invoked {@code call}. */
    public Op invocation(int call) {
        return history == null ? invocations[call] : seen(history.op(recordedAt[call]));
    }

    /** The event that completed {@code call}, or null if the history has none. */
    public @Nullable Op completion(int call) {
        if (history == null) {
            return completions[call];
        }
        int end = history.completionOf(recordedAt[call]);
        return end == History.NONE ? null : seen(history.op(end));
    }

    /**
     * The position in {@link #recorded} of the invocation of {@code call}. Only of a history whose
     * operations are there as they are, without a key.
     */
    public int recordedAt(int call) {
        return recordedAt[call];
    }

    /** The history that all calls are in, operations as they are there; null if they are not. */
    public @Nullable History recorded() {
        return keyed ? null : history;
    }

    private Op seen(Op recorded) {
        return keyed ? IndependentModel.inner(recorded) : recorded;
    }

    /** {@code call} as an operation of the history. */
    public Operation operation(int call) {
        return new Operation(invocation(call), completion(call));
    }

    /** The process that made {@code call}. */
    public int process(int call) {
        return invocation(call).process();
    }

    /** The states that the object may be in at first, of the model's state type; one at least. */
    public List<?> starts() {
        return starts;
    }

    /** Operations that may happen at any moment any number of times; usually none. */
    public List<Operation> free() {
        return free;
    }

    /** Whether this is a history as recorded, neither with several starts nor with free ones. */
    public boolean isPlain() {
        return free.isEmpty() && starts.size() == 1 && starts.get(0).equals(model.initial());
    }

    /**
     * Whether all calls are as a history has them: each process makes one at a time, and none after
     * one that is optional. A weakened subhistory need not be so.
     */
    public boolean isRecorded() {
        return history != null;
    }

    /** The different effects of the calls, worked out when first asked for. O(calls). */
    public Effects effects() {
        Effects known = effects;
        if (known == null) {
            known = Effects.of(this);
            effects = known;
        }
        return known;
    }
}
