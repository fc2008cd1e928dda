package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A storage that keeps lower tokens out once it has seen a higher one.
 *
 * <p>Accepted accesses happen in the order of their tokens, so none may return before one with a
 * lower token was invoked. The earliest moment of an access is then the latest invocation among
 * lower accepted tokens, or its own. A refused token needs a higher one whose earliest moment comes
 * before the refusal returned.
 *
 * <p>An access of unknown outcome may be used at its earliest moment, which never harms: let it
 * come later than a higher accepted access h allows; then h itself is earlier and explains whatever
 * it explained. O(n log n).
 */
final class GuardRule {
    private static final int NONE = -1;

    private final Subhistory h;
    private final @Nullable Long[] tokens;
    private final long[] ranks;

    /** By rank: of the lower accepted accesses the one invoked last. */
    private final int[] lower;

    /** By rank: the earliest moment of any access with a higher token. */
    private final int[] higherFrom;

    /**
     * @param tokens by call the token that it showed; null if none, or if it says nothing
     */
    GuardRule(Subhistory h, @Nullable Long[] tokens) {
        this.h = h;
        this.tokens = tokens;
        this.ranks = different(tokens);
        this.lower = new int[ranks.length + 1];
        this.higherFrom = new int[ranks.length + 1];
        Arrays.fill(lower, NONE);
        Arrays.fill(higherFrom, Integer.MAX_VALUE);
    }

    private static long[] different(@Nullable Long[] tokens) {
        long[] sorted = new long[tokens.length];
        int size = 0;
        for (Long token : tokens) {
            if (token != null) {
                sorted[size++] = token;
            }
        }
        Arrays.sort(sorted, 0, size);
        int different = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[different++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, different);
    }

    private int rank(int call) {
        Long token = tokens[call];
        return token == null ? NONE : Arrays.binarySearch(ranks, token);
    }

    Finding decide() {
        int calls = tokens.length;
        int[] rank = new int[calls];
        for (int call = 0; call < calls; call++) {
            rank[call] = rank(call);
            if (rank[call] != NONE && !h.isTest(call) && !h.isOptional(call)) {
                lower[rank[call] + 1] = call; // they come by invocation
            }
        }
        for (int r = 1; r <= ranks.length; r++) {
            lower[r] = later(lower[r], lower[r - 1]);
        }
        for (int call = 0; call < calls; call++) {
            if (rank[call] == NONE || h.isTest(call)) {
                continue;
            }
            int before = lower[rank[call]];
            if (before != NONE && h.returnedAt(call) < h.invokedAt(before)) {
                return Core.of(h, call, before).blocked();
            }
            higherFrom[rank[call]] = Math.min(higherFrom[rank[call]], earliest(call, rank[call]));
        }
        for (int r = ranks.length - 1; r >= 0; r--) {
            higherFrom[r] = Math.min(higherFrom[r], higherFrom[r + 1]);
        }
        for (int call = 0; call < calls; call++) {
            boolean refused = rank[call] != NONE && h.isTest(call);
            if (refused && higherFrom[rank[call] + 1] > h.returnedAt(call)) {
                return unexplained(call, rank);
            }
        }
        return new Finding.Linearizable();
    }

    private int later(int a, int b) {
        return a == NONE || (b != NONE && h.invokedAt(b) > h.invokedAt(a)) ? b : a;
    }

    private int earliest(int call, int rank) {
        int before = lower[rank];
        int own = h.invokedAt(call);
        return before == NONE ? own : Math.max(own, h.invokedAt(before));
    }

    /** All higher tokens, and what keeps those from coming earlier that were invoked in time. */
    private NotLinearizable unexplained(int refused, int[] rank) {
        Core core = Core.of(h, refused);
        int last = refused;
        for (int call = 0; call < rank.length; call++) {
            if (rank[call] > rank[refused] && !h.isTest(call)) {
                core.add(call);
                if (h.invokedAt(call) < h.returnedAt(refused)) {
                    int before = lower[rank[call]];
                    core.add(before);
                    last = h.returnedAt(before) > h.returnedAt(last) ? before : last;
                }
            }
        }
        return core.blockedAt(last);
    }
}
