package dev.holdfast.checker.decide.shortcut;

import java.util.Arrays;

/**
 * Pending calls of one kind, the one that returns first on top; a call stands there as the position
 * of its return.
 *
 * <p>Calls that took effect at their return are still in it then, and leave it when they come to
 * the top. O(log c) each for c pending calls.
 */
final class ReturnHeap {
    static final int NONE = -1;

    private int[] heap = new int[16];
    private int size;

    /** Adds the return at {@code position}; {@code now} is where the sweep stands. */
    void push(int position, int now) {
        dropUpTo(now);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && heap[(at - 1) >> 1] > position) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = position;
    }

    /** Takes the earliest return after {@code now}, or {@link #NONE}. */
    int pop(int now) {
        dropUpTo(now);
        return size == 0 ? NONE : take();
    }

    /** The earliest return after {@code now}, which stays, or {@link #NONE}. */
    int peek(int now) {
        dropUpTo(now);
        return size == 0 ? NONE : heap[0];
    }

    private void dropUpTo(int now) {
        while (size > 0 && heap[0] <= now) {
            take();
        }
    }

    private int take() {
        int top = heap[0];
        int last = heap[--size];
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = last;
        return top;
    }
}
