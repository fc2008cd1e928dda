package dev.holdfast.checker.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds an order of grants that respects every certain lease, or shows that there is none.
 *
 * <p>For a fixed order the earliest moments are best, because a grant that came earlier ends
 * earlier: τ = max(from, free), then free = min(release, τ + lease); {@link Room} keeps what is
 * free where several may hold at once. So only the order is searched, depth first: the next grant
 * is one that was asked for before the first unplaced return. Two paths that placed the same grants
 * differ only in when the lock is free, and the earlier one wins. Where nothing overlaps and the
 * lock is free in time, the past is forgotten. Exponential in the number of overlapping acquires
 * only.
 *
 * <p>Who is granted the lock next nearly always returns next, for the one before has returned when
 * it releases. So that order is tried first, and the search begins only where a lease ran out.
 */
final class LeaseOrder {
    /** How many partial orders are tried, beyond ten a grant, before the answer is unknown. */
    static final int MOST_STEPS = 2_000_000;

    private static final long STEPS_PER_GRANT = 10;

    private static final int LARGEST_CORE = 400;

    private final List<LeaseGrant> byReturn;
    private final Room room;
    private int[] byStart = new int[0]; // indices into byReturn
    private final Map<Key, List<long[]>> best = new HashMap<>();
    private long steps;
    private int window; // where the last forgotten past ends
    private int furthest;

    /** Whether it is known, and the grants that cannot be ordered (empty if they can). */
    record Outcome(boolean known, List<LeaseGrant> conflict) {}

    /** What was placed: the first {@code started} that were asked for, but the pending ones. */
    private record Key(int started, List<Integer> pending) {}

    /** A partial order; {@code pending} holds unplaced grants asked for before base's return. */
    private static final class Node {
        private final int[] pending;
        private final int started;
        private final long[] free;
        private int next;

        Node(int[] pending, int started, long[] free) {
            this.pending = pending;
            this.started = started;
            this.free = free;
        }
    }

    private LeaseOrder(List<LeaseGrant> grants, Room room) {
        this.room = room;
        byReturn = new ArrayList<>(grants);
        byReturn.sort(Comparator.comparingLong(LeaseGrant::to));
    }

    private static int[] byStart(List<LeaseGrant> byReturn) {
        Integer[] order = new Integer[byReturn.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> byReturn.get(i).from()));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Decides; a conflict is as small as leaving out one grant at a time makes it. */
    static Outcome decide(List<LeaseGrant> grants, Room room) {
        LeaseOrder order = new LeaseOrder(grants, room);
        if (firstFailure(order.byReturn, room) < 0) {
            return new Outcome(true, List.of());
        }
        Optional<Boolean> possible = order.search();
        if (possible.isEmpty()) {
            return new Outcome(false, List.of());
        }
        return new Outcome(
                true,
                possible.get()
                        ? List.of()
                        : shrink(order.core(), left -> isImpossible(left, room)));
    }

    private static boolean isImpossible(List<LeaseGrant> grants, Room room) {
        return !new LeaseOrder(grants, room).search().orElse(true);
    }

    /** What cannot be ordered: from the last forgotten past to the furthest grant that failed. */
    private List<LeaseGrant> core() {
        return byReturn.subList(window, Math.min(byReturn.size(), furthest + 1));
    }

    private static List<LeaseGrant> shrink(
            List<LeaseGrant> conflict, Predicate<List<LeaseGrant>> isImpossible) {
        List<LeaseGrant> left = new ArrayList<>(conflict);
        for (int i = left.size() - 1; i >= 0 && conflict.size() <= LARGEST_CORE; i--) {
            LeaseGrant removed = left.remove(i);
            if (!isImpossible.test(left)) {
                left.add(i, removed);
            }
        }
        return left;
    }

    /** Decides where tokens fix the order, one grant after the other. */
    static Outcome decideInOrder(List<LeaseGrant> ordered) {
        int failed = firstFailure(ordered, Room.ONE);
        return failed < 0
                ? new Outcome(true, List.of())
                : new Outcome(
                        true,
                        shrink(
                                ordered.subList(0, failed + 1)
                                        .subList(
                                                Math.max(0, failed - LARGEST_CORE + 1), failed + 1),
                                left -> firstFailure(left, Room.ONE) >= 0));
    }

    private static int firstFailure(List<LeaseGrant> ordered, Room room) {
        long[] free = room.empty();
        for (int i = 0; i < ordered.size(); i++) {
            LeaseGrant g = ordered.get(i);
            long moment = Math.max(g.from(), room.freeFor(free, g));
            if (moment > g.to()) {
                return i;
            }
            free = room.after(free, g, g.freeAfter(moment));
        }
        return -1;
    }

    private Optional<Boolean> search() {
        byStart = byStart(byReturn);
        Deque<Node> path = new ArrayDeque<>();
        if (byReturn.isEmpty()) {
            return Optional.of(true);
        }
        path.push(node(new int[0], 0, room.empty()));
        while (!path.isEmpty()) {
            Node at = path.peek();
            if (at.pending.length == 0) {
                return Optional.of(true);
            }
            if (++steps > MOST_STEPS + STEPS_PER_GRANT * byStart.length) {
                return Optional.empty();
            }
            Node child = at.next < at.pending.length ? place(at, at.next++) : null;
            if (child != null && isNew(child)) {
                if (isQuiet(child)) {
                    path.clear();
                    best.clear();
                    window = child.pending[0];
                    furthest = window;
                }
                path.push(child);
            } else if (at.next >= at.pending.length) {
                path.pop();
            }
        }
        return Optional.of(false);
    }

    /** Whether nothing overlaps here and the lock is free in time: the past does not matter. */
    private boolean isQuiet(Node n) {
        return n.pending.length == 1
                && n.started == n.pending[0] + 1
                && Room.quietAt(n.free) <= byReturn.get(n.pending[0]).from();
    }

    private boolean isNew(Node n) {
        if (n.pending.length < 2) {
            return true;
        }
        Key key = new Key(n.started, Arrays.stream(n.pending).boxed().toList());
        List<long[]> known = best.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (long[] free : known) {
            if (Room.isNoLater(free, n.free)) {
                return false;
            }
        }
        known.removeIf(free -> Room.isNoLater(n.free, free));
        known.add(n.free);
        return true;
    }

    private @Nullable Node place(Node at, int which) {
        LeaseGrant g = byReturn.get(at.pending[which]);
        long moment = Math.max(g.from(), room.freeFor(at.free, g));
        if (moment > g.to()) {
            furthest = Math.max(furthest, at.pending[which]);
            return null;
        }
        int[] rest = new int[at.pending.length - 1];
        System.arraycopy(at.pending, 0, rest, 0, which);
        System.arraycopy(at.pending, which + 1, rest, which, rest.length - which);
        return node(rest, at.started, room.after(at.free, g, g.freeAfter(moment)));
    }

    /** A node whose pending grants are complete: all asked for before the first unplaced return. */
    private Node node(int[] unplaced, int startedBefore, long[] free) {
        int[] pending = unplaced;
        int started = startedBefore;
        long until = pending.length > 0 ? byReturn.get(pending[0]).to() : Long.MAX_VALUE;
        while (started < byStart.length
                && (pending.length == 0 || byReturn.get(byStart[started]).from() <= until)) {
            pending = insert(pending, byStart[started++]);
            until = byReturn.get(pending[0]).to();
        }
        return new Node(pending, started, free);
    }

    private static int[] insert(int[] sorted, int value) {
        int at = -Arrays.binarySearch(sorted, value) - 1;
        int[] longer = new int[sorted.length + 1];
        System.arraycopy(sorted, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(sorted, at, longer, at + 1, sorted.length - at);
        return longer;
    }
}
