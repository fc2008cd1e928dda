package dev.holdfast.checker.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable first-in first-out queue.
 *
 * <p>Two linked lists, the back one in reverse (Okasaki 1998, 5.2): adding takes O(1), removing
 * O(1) on average, {@code hashCode} O(1), {@code equals} O(n) where the hash codes agree.
 */
public final class Fifo {
    /** The queue without elements. */
    public static final Fifo EMPTY = new Fifo(null, null, 0, 0);

    private static final long BASE = 0x9e3779b97f4a7c15L;

    private final @Nullable Cell front;
    private final @Nullable Cell back;
    private final int size;
    private final long hash;

    private record Cell(Object element, @Nullable Cell next) {}

    private Fifo(@Nullable Cell front, @Nullable Cell back, int size, long hash) {
        this.front = front;
        this.back = back;
        this.size = size;
        this.hash = hash;
    }

    /** {@code items} in their order. */
    public static Fifo of(Iterable<?> items) {
        Fifo queue = EMPTY;
        for (Object item : items) {
            queue = queue.plus(Values.orNil(item));
        }
        return queue;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** This with {@code element} at the end. */
    public Fifo plus(Object element) {
        long longer = hash * BASE + mix(element);
        // The front is empty only if all is, so that the first is always at hand.
        return size == 0
                ? new Fifo(new Cell(element, null), null, 1, longer)
                : new Fifo(front, new Cell(element, back), size + 1, longer);
    }

    /** The first element. */
    public Object first() {
        return notEmpty().element;
    }

    /** This without its first element. */
    public Fifo rest() {
        Cell head = notEmpty();
        long shorter = hash - mix(head.element) * power(size - 1);
        if (head.next != null) {
            return new Fifo(head.next, back, size - 1, shorter);
        }
        Cell turned = null;
        for (Cell c = back; c != null; c = c.next) {
            turned = new Cell(c.element, turned);
        }
        return new Fifo(turned, null, size - 1, shorter);
    }

    private Cell notEmpty() {
        if (front == null) {
            throw new NoSuchElementException("the queue is empty");
        }
        return front;
    }

    /** All elements in their order. O(n). */
    public List<Object> toList() {
        List<Object> items = new ArrayList<>(size);
        for (Cell c = back; c != null; c = c.next) {
            items.add(c.element);
        }
        int turned = items.size();
        for (Cell c = front; c != null; c = c.next) {
            items.add(c.element);
        }
        Collections.reverse(items.subList(0, turned));
        Collections.rotate(items, -turned);
        return items;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Fifo fifo
                        && hash == fifo.hash
                        && size == fifo.size
                        && toList().equals(fifo.toList()));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return Values.show(toList());
    }

    private static long mix(Object element) {
        long x = (element.hashCode() + BASE) * 0xbf58476d1ce4e5b9L;
        return x ^ x >>> 31;
    }

    private static long power(int exponent) {
        long result = 1;
        long square = BASE;
        for (int e = exponent; e > 0; e >>= 1) {
            result *= (e & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
