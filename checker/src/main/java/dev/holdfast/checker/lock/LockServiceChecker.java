package dev.holdfast.checker.lock;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.LeaseTerms;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the lock service behaved like a lock.
 *
 * <p>Locks whose grants carry leases are judged by the lease view: two grants that cannot both be,
 * and releases accepted from a non-holder. Locks without leases are judged as owner-aware mutexes.
 * Where grants carry fencing tokens these must increase. A renewed lease lasts at least as long as
 * its first term, so that is what is counted. Failed and unknown acquires are left out: they could
 * only make matters worse.
 */
public final class LockServiceChecker implements MultiChecker {
    private final LeaseTerms terms;

    /** A checker that trusts clocks as {@link LeaseTerms#usual} does. */
    public LockServiceChecker() {
        this(LeaseTerms.usual());
    }

    public LockServiceChecker(LeaseTerms terms) {
        this.terms = terms;
    }

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String promise() {
        return "The service never granted a lock that it had certainly granted to another, and only"
                + " holders released.";
    }

    @Override
    public Verdict check(History history) {
        Judgement judgement = judge(history, 1);
        if (!judgement.found.isEmpty()) {
            return new Verdict.Invalid(Findings.ordered(judgement.found).get(0));
        }
        if (judgement.grants == 0) {
            return new Verdict.Unknown("no acquire succeeded");
        }
        String unknown = judgement.unknown;
        return unknown != null
                ? new Verdict.Unknown(unknown)
                : new Verdict.Valid(
                        "%d acquires of %d locks".formatted(judgement.grants, judgement.locks));
    }

    @Override
    public List<Evidence> violations(History history) {
        return Findings.ordered(judge(history, MOST_VIOLATIONS).found);
    }

    /** The owner-aware part while the history grows; it is silent about locks with leases. */
    public static OnlineChecker online() {
        return new ServiceWatch();
    }

    /** What was found so far. */
    private static final class Judgement {
        private final List<Evidence> found = new ArrayList<>();
        private int grants;
        private int locks;
        private @Nullable String unknown;
    }

    private Judgement judge(History history, int most) {
        Judgement judgement = new Judgement();
        Set<String> plain = new HashSet<>();
        Set<String> fenced = new HashSet<>();
        for (Map.Entry<String, LockLog> e : LockLog.of(history).entrySet()) {
            LockLog log = e.getValue();
            judgement.grants += log.grants().size();
            judgement.locks++;
            if (log.hasLeases()) {
                leased(log, history, most, judgement);
            } else {
                (log.hasTokens() ? fenced : plain).add(e.getKey());
            }
        }
        owned(history, MutexOptions.plain(), plain, judgement);
        owned(history, MutexOptions.ofFenced(), fenced, judgement);
        return judgement;
    }

    private static void owned(
            History history, MutexOptions options, Set<String> locks, Judgement judgement) {
        if (!locks.isEmpty()) {
            judgement.found.addAll(OwnerMutexChecker.violations(history, options, locks::contains));
        }
    }

    private void leased(LockLog log, History history, int most, Judgement judgement) {
        List<Evidence> badTokens = TokenOrder.violations(log, history, MOST_VIOLATIONS);
        judgement.found.addAll(badTokens);
        if (log.grants().stream().anyMatch(g -> g.invoked().timeNanos() == Op.NO_TIME)) {
            judgement.unknown = "leases cannot be judged without times";
            return;
        }
        List<LeaseGrant> grants = log.grants().stream().map(g -> LeaseGrant.of(g, terms)).toList();
        List<LeasePairs.Pair> pairs = LeasePairs.find(grants, most);
        for (LeasePairs.Pair p : pairs) {
            judgement.found.add(LeaseEvidence.pair(p.first(), p.second(), history));
        }
        judgement.found.addAll(StrangeReleases.find(log, grants, history, most));
        if (pairs.isEmpty()) {
            ordered(grants, badTokens.isEmpty(), history, judgement);
        }
    }

    private static void ordered(
            List<LeaseGrant> grants, boolean tokensHold, History history, Judgement judgement) {
        boolean fixed = tokensHold && grants.stream().allMatch(g -> g.grant().token() != null);
        LeaseOrder.Outcome outcome =
                fixed
                        ? LeaseOrder.decideInOrder(
                                grants.stream()
                                        .sorted(Comparator.comparing(LockServiceChecker::token))
                                        .toList())
                        : LeaseOrder.decide(grants);
        if (!outcome.known()) {
            judgement.unknown =
                    "no order of the grants was found within %d steps"
                            .formatted(LeaseOrder.MOST_STEPS);
        } else if (!outcome.conflict().isEmpty()) {
            judgement.found.add(LeaseEvidence.group(outcome.conflict(), history));
        }
    }

    private static long token(LeaseGrant g) {
        Long token = g.grant().token();
        return token == null ? Long.MIN_VALUE : token;
    }
}
