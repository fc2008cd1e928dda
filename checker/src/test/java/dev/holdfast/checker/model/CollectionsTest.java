package dev.holdfast.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The immutable multiset and queue do what mutable ones of the library do. */
class CollectionsTest {
    /** Elements of which many share a hash code. */
    private record Element(int id) {
        @Override
        public int hashCode() {
            return id % 7;
        }
    }

    @Test
    void bagsAgreeWithMapsAndEqualityDoesNotDependOnHistory() {
        SplittableRandom random = new SplittableRandom(1);
        Bag bag = Bag.EMPTY;
        Map<Object, Long> counts = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            int id = random.nextInt(60);
            Object element = random.nextBoolean() ? new Element(id) : (Object) (long) id;
            if (random.nextInt(100) < (i / 500 % 2 == 0 ? 60 : 40)) {
                bag = bag.plus(element);
                counts.merge(element, 1L, Long::sum);
            } else {
                bag = bag.minus(element);
                counts.computeIfPresent(element, (e, n) -> n == 1 ? null : n - 1);
            }
            assertEquals(counts.getOrDefault(element, 0L), bag.count(element));
            if (i % 50 == 0) {
                List<Object> all = new ArrayList<>();
                counts.forEach((e, n) -> all.addAll(Collections.nCopies((int) (long) n, e)));
                Collections.shuffle(all, new Random(i));
                Bag same = Bag.of(all);
                assertEquals(all.size(), bag.size());
                assertEquals(same, bag);
                assertEquals(same.hashCode(), bag.hashCode());
                assertNotEquals(same.plus(element), bag);
                assertEquals(same.plus(element).minus(element), bag);
            }
        }
    }

    @Test
    void differentBagsOfTheSameHashCodeDiffer() {
        Bag one = Bag.of(List.of(new Element(1), new Element(2)));
        Bag other = Bag.of(List.of(new Element(8), new Element(2)));
        assertEquals(one.hashCode(), other.hashCode());
        assertNotEquals(one, other);
        assertEquals(2, one.size());
        assertEquals(Bag.EMPTY, one.minus(new Element(2)).minus(new Element(1)));
    }

    @Test
    void queuesAgreeWithDequesAndEqualityDoesNotDependOnHistory() {
        SplittableRandom random = new SplittableRandom(2);
        Fifo fifo = Fifo.EMPTY;
        ArrayDeque<Object> deque = new ArrayDeque<>();
        for (int i = 0; i < 5000; i++) {
            if (deque.isEmpty() || random.nextInt(100) < (i / 500 % 2 == 0 ? 60 : 40)) {
                Object element = (long) random.nextInt(5);
                fifo = fifo.plus(element);
                deque.add(element);
            } else {
                assertEquals(deque.peek(), fifo.first());
                fifo = fifo.rest();
                deque.remove();
            }
            if (i % 50 == 0) {
                assertEquals(new ArrayList<>(deque), fifo.toList());
                assertEquals(Fifo.of(deque), fifo);
                assertEquals(Fifo.of(deque).hashCode(), fifo.hashCode());
                assertNotEquals(fifo.plus(1L), fifo);
            }
        }
        assertThrows(NoSuchElementException.class, Fifo.EMPTY::rest);
    }
}
