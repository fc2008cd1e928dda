package dev.holdfast.checker.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable multiset: a change copies one path, all else is shared.
 *
 * <p>Searches hold very many states of large sets and queues that differ in an element or two; so
 * adding and removing take O(log n), {@code hashCode} O(1), and {@code equals} looks only at what
 * two bags do not share. A Patricia trie over scrambled hash codes (Okasaki and Gill 1998), whose
 * shape does not depend on the order in which elements came.
 */
public final class Bag {
    /** The bag without elements. */
    public static final Bag EMPTY = new Bag(null);

    private static final int SORTED_IN_WORDS = 100;

    private final @Nullable Node root;

    private Bag(@Nullable Node root) {
        this.root = root;
    }

    /** The elements of {@code items}, each as often as it stands there. */
    public static Bag of(Iterable<?> items) {
        Bag bag = EMPTY;
        for (Object item : items) {
            bag = bag.plus(Values.orNil(item));
        }
        return bag;
    }

    /** How many elements there are, each counted as often as it is there. */
    public long size() {
        return root == null ? 0 : root.size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return root == null;
    }

    /** How often {@code element} is there. */
    public long count(Object element) {
        int hash = scramble(element.hashCode());
        Node node = root;
        while (node instanceof Branch b) {
            node = (hash & b.bit) == 0 ? b.left : b.right;
        }
        Leaf leaf = node != null && ((Leaf) node).code == hash ? find((Leaf) node, element) : null;
        return leaf == null ? 0 : leaf.count;
    }

    /** Whether {@code element} is there. */
    public boolean contains(Object element) {
        return count(element) > 0;
    }

    /** This and one {@code element} more. */
    public Bag plus(Object element) {
        return new Bag(changed(root, scramble(element.hashCode()), element, 1));
    }

    /** This and one {@code element} less; the same if there is none. */
    public Bag minus(Object element) {
        return contains(element)
                ? new Bag(changed(root, scramble(element.hashCode()), element, -1))
                : this;
    }

    /** The elements; at most {@code most}, those of small bags in order. O(log n + most). */
    public List<Object> some(int most) {
        List<Object> items = new ArrayList<>();
        int gathered = size() <= SORTED_IN_WORDS ? SORTED_IN_WORDS : most;
        if (root != null) {
            gather(
                    root,
                    leaf -> {
                        for (long i = 0; i < leaf.count && items.size() < gathered; i++) {
                            items.add(leaf.element);
                        }
                    },
                    () -> items.size() >= gathered);
        }
        items.sort(
                Comparator.comparing((Object o) -> o instanceof Long n ? n : Long.MAX_VALUE)
                        .thenComparing(String::valueOf));
        return items.size() <= most ? items : List.copyOf(items.subList(0, most));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Bag bag && same(root, bag.root));
    }

    @Override
    public int hashCode() {
        return root == null ? 0 : Long.hashCode(root.hash);
    }

    @Override
    public String toString() {
        return Values.show(some(SORTED_IN_WORDS));
    }

    /** A part of the trie; {@code hash} is the same for equal bags, whatever their history. */
    private abstract static sealed class Node permits Leaf, Branch {
        final long size;
        final long hash;

        Node(long size, long hash) {
            this.size = size;
            this.hash = hash;
        }
    }

    /** One element, and others of the same hash code behind it. */
    private static final class Leaf extends Node {
        final int code;
        final Object element;
        final long count;
        final @Nullable Leaf next;

        Leaf(int code, Object element, long count, @Nullable Leaf next) {
            super(
                    count + (next == null ? 0 : next.size),
                    count * spread(code) + (next == null ? 0 : next.hash));
            this.code = code;
            this.element = element;
            this.count = count;
            this.next = next;
        }
    }

    /** Two parts that agree on all bits below {@code bit} and differ in it. */
    private static final class Branch extends Node {
        final int prefix;
        final int bit;
        final Node left;
        final Node right;

        Branch(int prefix, int bit, Node left, Node right) {
            super(left.size + right.size, left.hash + right.hash);
            this.prefix = prefix;
            this.bit = bit;
            this.left = left;
            this.right = right;
        }
    }

    private static @Nullable Leaf find(@Nullable Leaf leaf, Object element) {
        Leaf at = leaf;
        while (at != null && !at.element.equals(element)) {
            at = at.next;
        }
        return at;
    }

    private static @Nullable Node changed(@Nullable Node node, int code, Object element, long by) {
        if (node == null) {
            return new Leaf(code, element, by, null);
        }
        if (node instanceof Leaf leaf) {
            return leaf.code == code
                    ? changedLeaf(leaf, element, by)
                    : join(code, new Leaf(code, element, by, null), leaf.code, leaf);
        }
        Branch b = (Branch) node;
        if ((code & (b.bit - 1)) != b.prefix) {
            return join(code, new Leaf(code, element, by, null), b.prefix, b);
        }
        if ((code & b.bit) == 0) {
            Node left = changed(b.left, code, element, by);
            return left == null ? b.right : new Branch(b.prefix, b.bit, left, b.right);
        }
        Node right = changed(b.right, code, element, by);
        return right == null ? b.left : new Branch(b.prefix, b.bit, b.left, right);
    }

    private static @Nullable Leaf changedLeaf(Leaf leaf, Object element, long by) {
        Leaf old = find(leaf, element);
        long count = (old == null ? 0 : old.count) + by;
        Leaf rest = null;
        for (Leaf l = leaf; l != null; l = l.next) {
            rest = l == old ? rest : new Leaf(l.code, l.element, l.count, rest);
        }
        return count == 0 ? rest : new Leaf(leaf.code, element, count, rest);
    }

    private static Branch join(int codeA, Node a, int codeB, Node b) {
        int bit = Integer.lowestOneBit(codeA ^ codeB);
        int prefix = codeA & (bit - 1);
        return (codeA & bit) == 0 ? new Branch(prefix, bit, a, b) : new Branch(prefix, bit, b, a);
    }

    private static boolean same(@Nullable Node a, @Nullable Node b) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null || a.hash != b.hash || a.size != b.size) {
            return false;
        }
        if (a instanceof Branch x && b instanceof Branch y) {
            return x.bit == y.bit
                    && x.prefix == y.prefix
                    && same(x.left, y.left)
                    && same(x.right, y.right);
        }
        return a instanceof Leaf x && b instanceof Leaf y && x.code == y.code && sameLeaf(x, y);
    }

    private static boolean sameLeaf(Leaf a, Leaf b) {
        for (Leaf l = a; l != null; l = l.next) {
            Leaf other = find(b, l.element);
            if (other == null || other.count != l.count) {
                return false;
            }
        }
        return true;
    }

    private interface Full {
        boolean isFull();
    }

    private static void gather(Node node, Consumer<Leaf> to, Full full) {
        if (full.isFull()) {
            return;
        }
        if (node instanceof Branch b) {
            gather(b.left, to, full);
            gather(b.right, to, full);
        } else {
            for (Leaf l = (Leaf) node; l != null; l = l.next) {
                to.accept(l);
            }
        }
    }

    /** One to one, so that only equal hash codes collide. */
    private static int scramble(int h) {
        int x = (h ^ h >>> 16) * 0x85ebca6b;
        x = (x ^ x >>> 13) * 0xc2b2ae35;
        return x ^ x >>> 16;
    }

    private static long spread(int code) {
        long x = (code + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }
}
