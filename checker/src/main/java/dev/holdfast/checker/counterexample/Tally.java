package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.SemaphoreModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A window of time in which permits were taken (or given back) more often than all that can have
 * happened the other way in that time makes up for.
 *
 * <p>Between two moments the number of permits taken changes by what was taken less what was given
 * back, and it lies between none and all at both. So more than all permits taken for certain beyond
 * what can have been given back is a contradiction, and so is the mirror image. Nothing but
 * counting is needed to follow that: who holds what, and in which order, does not matter. A window
 * from the start of the history needs less in the mirror image, for no permit is taken at first.
 *
 * <p>Not every contradiction is one of counts (refusals are not, and some releases can lie in each
 * of two windows though not in both), but nearly all are.
 *
 * @param model the lock or semaphore
 * @param part which one; null if there is only one
 * @param permits how many there are; 1 for a lock
 * @param isOfAcquires whether it is the acquires that are too many; else the releases
 * @param isFromStart whether the window starts where the history does
 * @param certain what was invoked and returned in the window, in the order of the invocations; the
 *     last to return is the blocked one
 * @param possible what can have happened the other way in the window, in the order of the
 *     invocations
 * @param blocked the operation with whose return the window ends
 */
record Tally(
        Model<?> model,
        @Nullable Object part,
        int permits,
        boolean isOfAcquires,
        boolean isFromStart,
        List<Operation> certain,
        List<Operation> possible,
        Operation blocked) {
    private static final int NONE = -1;

    Tally {
        certain = List.copyOf(certain);
        possible = List.copyOf(possible);
    }

    /** How many more of {@link #certain} there are than the others make up for. */
    int surplus() {
        return certain.size() - possible.size();
    }

    /** How large the surplus might be without a contradiction. */
    int allowed() {
        return allowed(permits, isOfAcquires, isFromStart);
    }

    private static int allowed(int permits, boolean isOfAcquires, boolean isFromStart) {
        return isFromStart && !isOfAcquires ? 0 : permits;
    }

    /**
     * The shortest window that ends with the return of {@code blocked} and holds a contradiction of
     * counts; null if there is none, or if the model is not one of equal permits. O(events).
     *
     * @param h as recorded, all permits free at first
     */
    static @Nullable Tally endingAt(int blocked, Subhistory h) {
        int permits = permits(h.model());
        if (permits == 0 || !h.isPlain() || h.isOptional(blocked) || h.isTest(blocked)) {
            return null;
        }
        boolean isOfAcquires = isAcquire(h, blocked);
        int end = h.returnedAt(blocked);
        int from = start(h, end, isOfAcquires, permits);
        if (from == NONE) {
            return null;
        }
        boolean isFromStart = from == 0;
        return new Tally(
                h.model(),
                h.part(),
                permits,
                isOfAcquires,
                isFromStart,
                such(h, c -> isCertain(h, c, from, end) && isAcquire(h, c) == isOfAcquires),
                such(h, c -> isPossible(h, c, from, end) && isAcquire(h, c) != isOfAcquires),
                h.operation(blocked));
    }

    private static int permits(Model<?> model) {
        return model instanceof MutexModel
                ? 1
                : model instanceof SemaphoreModel semaphore ? semaphore.permits() : 0;
    }

    private static boolean isAcquire(Subhistory h, int call) {
        return h.invocation(call).f().equals("acquire");
    }

    private static boolean isCertain(Subhistory h, int call, int from, int end) {
        return !h.isTest(call) && h.invokedAt(call) >= from && h.returnedAt(call) <= end;
    }

    private static boolean isPossible(Subhistory h, int call, int from, int end) {
        return !h.isTest(call) && h.invokedAt(call) < end && h.returnedAt(call) >= from;
    }

    /** The position where the shortest window starts; {@link #NONE} if there is none. */
    private static int start(Subhistory h, int end, boolean isOfAcquires, int permits) {
        // Those that are open at the end, or never return, can lie in every window.
        int surplus = 0;
        for (int c = 0; c < h.calls() && h.invokedAt(c) < end; c++) {
            boolean isOther = !h.isTest(c) && isAcquire(h, c) != isOfAcquires;
            surplus -= isOther && h.returnedAt(c) > end ? 1 : 0;
        }
        for (int at = end; at >= 0; at--) {
            int event = h.event(at);
            int call = event >= 0 ? event : ~event;
            if (!h.isTest(call)) {
                boolean isOther = isAcquire(h, call) != isOfAcquires;
                if (isOther && event < 0) {
                    surplus--;
                } else if (!isOther && event >= 0 && h.returnedAt(call) <= end) {
                    surplus++;
                }
            }
            if (surplus > allowed(permits, isOfAcquires, at == 0)) {
                return at;
            }
        }
        return NONE;
    }

    private static List<Operation> such(Subhistory h, IntPredicate counts) {
        List<Operation> found = new ArrayList<>();
        for (int c = 0; c < h.calls(); c++) {
            if (counts.test(c)) {
                found.add(h.operation(c));
            }
        }
        return found;
    }
}
