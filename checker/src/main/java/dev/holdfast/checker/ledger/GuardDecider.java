package dev.holdfast.checker.ledger;

import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one storage kept lower fencing tokens out once it had seen a higher one.
 *
 * <p>Accepted accesses happen in the order of their tokens, so none may return before one with a
 * lower token was invoked. The earliest moment of an access is then the latest invocation among
 * lower accepted tokens, or its own. A refused token needs a higher one whose earliest moment comes
 * before the refusal returned.
 *
 * <p>An access of unknown outcome, or one that failed for another reason, may have shown its token
 * to the guard. Using it at its earliest moment never harms: let it come later than a higher
 * accepted access h allows; then h itself is earlier and explains whatever it explained. So it
 * counts for refusals and for nothing else. O(n log n).
 */
final class GuardDecider {
    private GuardDecider() {}

    /** The accesses that prove a violation of {@code kind}, by time. */
    record Finding(String kind, List<Access> accesses) {}

    /** At most {@code most} violations. */
    static List<Finding> decide(List<Access> accesses, int most) {
        List<Access> byToken = new ArrayList<>();
        for (Access a : accesses) {
            if (a.token() != null) {
                byToken.add(a);
            }
        }
        byToken.sort(Comparator.comparingLong(GuardDecider::token));
        List<Finding> findings = new ArrayList<>();
        int[] earliest = accepted(byToken, findings);
        refused(byToken, earliest, findings);
        return findings.size() > most ? findings.subList(0, most) : findings;
    }

    private static long token(Access a) {
        Long token = a.token();
        return token == null ? Long.MIN_VALUE : token;
    }

    /** The earliest moment of each access; reports accepted ones that come too late. */
    private static int[] accepted(List<Access> byToken, List<Finding> findings) {
        int[] earliest = new int[byToken.size()];
        Access lower = null; // of accepted lower tokens the one invoked last
        int i = 0;
        while (i < earliest.length) {
            int next = i;
            Access latest = lower;
            while (next < earliest.length && token(byToken.get(next)) == token(byToken.get(i))) {
                Access a = byToken.get(next);
                earliest[next] = lower == null ? a.from() : Math.max(lower.from(), a.from());
                if (a.isOk()) {
                    if (lower != null && a.to() < lower.from()) {
                        findings.add(new Finding(Kinds.STALE_TOKEN_ACCEPTED, List.of(a, lower)));
                    }
                    latest = latest == null || a.from() > latest.from() ? a : latest;
                }
                next++;
            }
            lower = latest;
            i = next;
        }
        return earliest;
    }

    private static void refused(List<Access> byToken, int[] earliest, List<Finding> findings) {
        int firstMoment = Integer.MAX_VALUE; // among higher tokens
        int i = earliest.length - 1;
        while (i >= 0) {
            int next = i;
            int moment = firstMoment;
            while (next >= 0 && token(byToken.get(next)) == token(byToken.get(i))) {
                Access a = byToken.get(next);
                if (a.isStale()) {
                    if (firstMoment > a.to()) {
                        findings.add(finding(a, byToken, earliest));
                    }
                } else if (a.isOk() || earliest[next] <= a.to()) {
                    moment = Math.min(moment, earliest[next]);
                }
                next--;
            }
            firstMoment = moment;
            i = next;
        }
    }

    /**
     * The refusal, and what keeps all higher tokens from coming before it: the lowest token that
     * was accepted only later, and failed accesses that had to come before a lower accepted token.
     */
    private static Finding finding(Access refused, List<Access> byToken, int[] earliest) {
        List<Access> proof = new ArrayList<>();
        proof.add(refused);
        for (Access a : byToken) {
            if (a.isOk() && a.from() > refused.to()) {
                proof.add(a);
                break;
            }
        }
        for (int i = 0; i < earliest.length; i++) {
            Access a = byToken.get(i);
            boolean isHigher = token(a) > token(refused) && a.from() < refused.to();
            if (isHigher && a.isFail() && !a.isStale() && earliest[i] > a.to()) {
                proof.add(a);
                addMissing(proof, lowerAndLater(a, byToken));
            }
        }
        return new Finding(Kinds.FRESH_TOKEN_REFUSED, proof);
    }

    private static void addMissing(List<Access> proof, @Nullable Access access) {
        if (access != null && !proof.contains(access)) {
            proof.add(access);
        }
    }

    private static @Nullable Access lowerAndLater(Access a, List<Access> byToken) {
        for (Access lower : byToken) {
            if (lower.isOk() && token(lower) < token(a) && lower.from() > a.to()) {
                return lower;
            }
        }
        return null;
    }
}
