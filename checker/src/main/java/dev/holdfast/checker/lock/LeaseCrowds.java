package dev.holdfast.checker.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds moments at which more permits were certainly taken than there are.
 *
 * <p>A permit is certainly taken from the return of its acquire until its release was invoked or
 * its certain lease ran out. Sound at once, and nearly always the answer. O(n log n).
 */
final class LeaseCrowds {
    private LeaseCrowds() {}

    /** At most {@code most} crowds, each one grant larger than {@code capacity}. */
    static List<List<LeaseGrant>> find(List<LeaseGrant> grants, int capacity, int most) {
        List<LeaseGrant> byReturn = new ArrayList<>(grants);
        byReturn.sort(Comparator.comparingLong(LeaseGrant::to));
        PriorityQueue<LeaseGrant> taken =
                new PriorityQueue<>(Comparator.comparingLong(LeaseGrant::certainlyTakenUntil));
        List<List<LeaseGrant>> crowds = new ArrayList<>();
        for (LeaseGrant g : byReturn) {
            LeaseGrant first = taken.peek();
            while (first != null && first.certainlyTakenUntil() <= g.to()) {
                taken.remove();
                first = taken.peek();
            }
            if (g.certainlyTakenUntil() <= g.to()) {
                continue;
            }
            taken.add(g);
            if (taken.size() > capacity && crowds.size() < most) {
                crowds.add(List.copyOf(taken));
            }
            if (taken.size() > capacity) {
                taken.remove(); // told once; the rest can be too many again with the next
            }
        }
        return crowds;
    }
}
