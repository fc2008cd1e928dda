package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one process that contradict each other, whatever all other processes did: it gave back
 * more than it can have held, or took more than one process may hold.
 *
 * <p>Of a lock that only its owner releases, what a process holds changes by its own calls alone,
 * and a process makes one call at a time: so adding up is enough. It holds nothing at first; never
 * less than nothing, nor more than the limit; and nothing at the moment when another process
 * acquires.
 *
 * @param calls those that are added up, in their order; the last one is wrong
 * @param isFromStart whether they are all that the process made
 * @param other an acquire by another process, after which they are added up; null if none is needed
 * @param limit what one process may hold at once
 */
record OwnCalls(
        Subhistory h,
        List<Operation> calls,
        boolean isFromStart,
        @Nullable Operation other,
        long limit) {
    /** More are not shown one by one, so a shorter proof is looked for. */
    static final int MOST_NAMED = 8;

    private static final int MOST_LOOKS = 10_000;

    OwnCalls {
        calls = List.copyOf(calls);
    }

    /** The call that is wrong. */
    Operation last() {
        return calls.get(calls.size() - 1);
    }

    /** How much {@link #calls} acquired or released. */
    long sum(boolean ofAcquires) {
        return calls.stream().filter(o -> isAcquire(o) == ofAcquires).mapToLong(this::weight).sum();
    }

    /** How much {@code operation} acquired or released. */
    long weight(Operation operation) {
        return weight(h.model(), operation);
    }

    static boolean isAcquire(Operation operation) {
        return operation.f().startsWith("acquire");
    }

    private static long weight(Model<?> model, Operation operation) {
        return model instanceof WeightedSemaphoreModel
                ? WeightedSemaphoreModel.permitsOf(operation)
                : 1;
    }

    /**
     * The contradiction that the return of {@code blocked} completes; null if there is none.
     * O(calls).
     *
     * @param h as recorded, so that each process makes one call at a time
     */
    static @Nullable OwnCalls at(int blocked, Subhistory h) {
        long limit = limit(h.model());
        if (limit == 0 || !h.isRecorded() || !h.isPlain() || !counts(h, blocked)) {
            return null;
        }
        if (h.model() instanceof RwLockModel) {
            return ofLastTwo(blocked, h);
        }
        OwnCalls found = added(blocked, h, limit);
        if (found == null || found.calls.size() <= MOST_NAMED) {
            return found;
        }
        OwnCalls shorter = sinceAnother(blocked, h, limit);
        return shorter == null ? found : shorter;
    }

    private static long limit(Model<?> model) {
        return model instanceof OwnerMutexModel mutex
                ? mutex.limit()
                : model instanceof WeightedSemaphoreModel semaphore
                        ? semaphore.permits()
                        : model instanceof RwLockModel ? 1 : 0;
    }

    private static boolean counts(Subhistory h, int call) {
        return !h.isOptional(call) && !h.isTest(call);
    }

    /** The call of the same process before {@code call}; -1 if there is none. */
    private static int before(int call, Subhistory h) {
        int process = h.process(call);
        int c = call - 1;
        while (c >= 0 && (h.process(c) != process || !counts(h, c))) {
            c--;
        }
        return c;
    }

    /** The fewest last calls that add up to more than can be. */
    private static @Nullable OwnCalls added(int blocked, Subhistory h, long limit) {
        boolean isAcquire = isAcquire(h.operation(blocked));
        List<Operation> own = new ArrayList<>();
        long surplus = 0;
        for (int c = blocked; c >= 0; c = before(c, h)) {
            Operation operation = h.operation(c);
            own.add(operation);
            long weight = weight(h.model(), operation);
            surplus += isAcquire(operation) == isAcquire ? weight : -weight;
            if (surplus > limit) {
                return of(h, own, false, null, limit);
            }
        }
        return isAcquire || surplus <= 0 ? null : of(h, own, true, null, limit);
    }

    private static OwnCalls of(
            Subhistory h,
            List<Operation> latestFirst,
            boolean isFromStart,
            @Nullable Operation other,
            long limit) {
        List<Operation> inOrder = new ArrayList<>(latestFirst);
        Collections.reverse(inOrder);
        return new OwnCalls(h, inOrder, isFromStart, other, limit);
    }

    /** Of a lock that no process holds twice only the call before matters. */
    private static @Nullable OwnCalls ofLastTwo(int blocked, Subhistory h) {
        Operation last = h.operation(blocked);
        int c = before(blocked, h);
        if (c < 0) {
            return isAcquire(last) ? null : of(h, List.of(last), true, null, 1);
        }
        Operation previous = h.operation(c);
        String mode = RwLockModel.mode(last);
        boolean isRight =
                isAcquire(last)
                        ? !isAcquire(previous)
                        : isAcquire(previous)
                                && (mode.isEmpty() || mode.equals(RwLockModel.mode(previous)));
        return isRight ? null : of(h, List.of(last, previous), false, null, 1);
    }

    /**
     * As {@link #added}, from an acquire of another process on, at which this one held nothing: it
     * can have acquired with every call that returned after that acquire was invoked, and certainly
     * released with every call that was invoked after it had returned.
     */
    static @Nullable OwnCalls sinceAnother(int blocked, Subhistory h, long limit) {
        boolean isSingle = h.model() instanceof OwnerMutexModel;
        if (!isSingle || isAcquire(h.operation(blocked))) {
            return null;
        }
        int process = h.process(blocked);
        for (int c = blocked - 1; c >= Math.max(0, blocked - MOST_LOOKS); c--) {
            boolean isGrant = counts(h, c) && isAcquire(h.operation(c)) && h.process(c) != process;
            List<Operation> own = isGrant ? countedSince(c, blocked, h) : List.of();
            if (!own.isEmpty()) {
                return of(h, own, false, h.operation(c), limit);
            }
        }
        return null;
    }

    /** Latest first; none if they do not release more than they acquire, or if they are many. */
    private static List<Operation> countedSince(int grant, int blocked, Subhistory h) {
        List<Operation> own = new ArrayList<>();
        int surplus = 0;
        for (int c = blocked; c >= 0 && h.returnedAt(c) > h.invokedAt(grant); c = before(c, h)) {
            Operation operation = h.operation(c);
            if (isAcquire(operation)) {
                surplus--;
                own.add(operation);
            } else if (h.invokedAt(c) > h.returnedAt(grant)) {
                surplus++;
                own.add(operation);
            }
            if (own.size() > MOST_NAMED) {
                return List.of();
            }
        }
        return surplus > 0 ? own : List.of();
    }
}
