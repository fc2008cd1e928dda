package dev.holdfast.checker.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** At most {@code most} pairs of which one at least does not only read, by second return. */
    static List<Pair> find(List<LeaseGrant> grants, int most) {
        List<LeaseGrant> byReturn = new ArrayList<>(grants);
        byReturn.sort(Comparator.comparingLong(LeaseGrant::to));
        @Nullable LeaseGrant[] longest =
                new LeaseGrant[byReturn.size()]; // among 0..i, taken longest
        @Nullable LeaseGrant[] writing =
                new LeaseGrant[byReturn.size()]; // the same of those that write
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < longest.length && pairs.size() < most; i++) {
            LeaseGrant g = byReturn.get(i);
            boolean isReading = g.grant().isReading();
            int before = Math.min(i, returnedBefore(byReturn, g.certainlyTakenUntil())) - 1;
            LeaseGrant other = before < 0 ? null : (isReading ? writing : longest)[before];
            if (other != null && other.cannotPrecede(g) && g.cannotPrecede(other)) {
                pairs.add(new Pair(other, g));
            }
            longest[i] = longer(i == 0 ? null : longest[i - 1], g);
            writing[i] =
                    isReading
                            ? (i == 0 ? null : writing[i - 1])
                            : longer(i == 0 ? null : writing[i - 1], g);
        }
        return pairs;
    }

    private static LeaseGrant longer(@Nullable LeaseGrant before, LeaseGrant g) {
        boolean isLonger =
                before == null || g.certainlyTakenUntil() >= before.certainlyTakenUntil();
        return before == null || isLonger ? g : before;
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
