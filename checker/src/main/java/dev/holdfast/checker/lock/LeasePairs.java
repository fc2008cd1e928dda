package dev.holdfast.checker.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds two grants of which neither can have come first.
 *
 * <p>Sound at once, and nearly always the answer. Grants are swept by return; of the earlier ones
 * that returned before this one's certain end, the one that is taken longest decides. O(n log n).
 */
final class LeasePairs {
    private LeasePairs() {}

    /** A pair, the one that returned first first. */
    record Pair(LeaseGrant first, LeaseGrant second) {}

    /** At most {@code most} pairs, by the second's return. */
    static List<Pair> find(List<LeaseGrant> grants, int most) {
        List<LeaseGrant> byReturn = new ArrayList<>(grants);
        byReturn.sort(Comparator.comparingLong(LeaseGrant::to));
        int[] longest = new int[byReturn.size()]; // among 0..i, the one taken longest
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < longest.length && pairs.size() < most; i++) {
            LeaseGrant g = byReturn.get(i);
            int before = Math.min(i, returnedBefore(byReturn, g.certainlyTakenUntil())) - 1;
            if (before >= 0) {
                LeaseGrant other = byReturn.get(longest[before]);
                if (other.cannotPrecede(g) && g.cannotPrecede(other)) {
                    pairs.add(new Pair(other, g));
                }
            }
            boolean isLongest =
                    i == 0
                            || g.certainlyTakenUntil()
                                    >= byReturn.get(longest[i - 1]).certainlyTakenUntil();
            longest[i] = isLongest ? i : longest[i - 1];
        }
        return pairs;
    }

    /** How many grants returned strictly before {@code time}. */
    private static int returnedBefore(List<LeaseGrant> byReturn, long time) {
        int low = 0;
        int high = byReturn.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byReturn.get(middle).to() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
