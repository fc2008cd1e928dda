package dev.holdfast.checker.lock;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.LeaseTerms;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the lock service behaved like a lock.
 *
 * <p>Locks whose grants carry leases are judged by the lease view: two grants that cannot both be,
 * and releases accepted from a non-holder. So are locks that are kept for the length of a session,
 * for as long as that certainly lived. Others are judged as owner-aware mutexes, reentrant where
 * their acquires say so. Read-write locks and semaphores, whose acquires say that too, are always
 * judged by the lease view: too many grants that cannot all be. Where grants carry fencing tokens
 * these must increase. A renewed lease lasts at least as long as its first term, so that is what is
 * counted. Failed and unknown acquires are left out: they could only make matters worse.
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
        Map<MutexOptions, Set<String>> owned = new LinkedHashMap<>();
        for (Map.Entry<String, LockLog> e : LockLog.of(history).entrySet()) {
            LockLog log = e.getValue();
            judgement.grants += log.grants().size();
            judgement.locks++;
            if (log.isTimed() || log.room().isShared()) {
                leased(log, history, most, judgement);
            } else {
                MutexOptions options =
                        new MutexOptions(log.depth(), log.hasTokens(), Fails.LENIENT);
                owned.computeIfAbsent(options, o -> new HashSet<>()).add(e.getKey());
            }
        }
        owned.forEach((options, locks) -> owned(history, options, locks, judgement));
        return judgement;
    }

    private static void owned(
            History history, MutexOptions options, Set<String> locks, Judgement judgement) {
        judgement.found.addAll(OwnerMutexChecker.violations(history, options, locks::contains));
    }

    private void leased(LockLog log, History history, int most, Judgement judgement) {
        Room room = log.room();
        List<Evidence> badTokens =
                room.isShared() ? List.of() : TokenOrder.violations(log, history, MOST_VIOLATIONS);
        judgement.found.addAll(badTokens);
        if (log.grants().stream().anyMatch(g -> g.invoked().timeNanos() == Op.NO_TIME)) {
            judgement.unknown = "leases and sessions cannot be judged without times";
            return;
        }
        List<LeaseGrant> grants = log.grants().stream().map(g -> LeaseGrant.of(g, terms)).toList();
        List<Evidence> plain = plain(grants, room, history, most);
        judgement.found.addAll(plain);
        if (!room.isShared() && !log.hasSessions()) {
            // Giving back what went with a session frees nobody else's, and may well succeed.
            judgement.found.addAll(StrangeReleases.find(log, grants, history, most));
        }
        if (plain.isEmpty()) {
            boolean byToken =
                    !room.isShared()
                            && badTokens.isEmpty()
                            && grants.stream().allMatch(g -> g.grant().token() != null);
            ordered(grants, room, byToken, history, judgement);
        }
    }

    /** What needs no search: too many that were certainly granted at one moment. */
    private static List<Evidence> plain(
            List<LeaseGrant> grants, Room room, History history, int most) {
        return room.capacity() > 1
                ? LeaseCrowds.find(grants, room.capacity(), most).stream()
                        .map(crowd -> LeaseEvidence.crowd(crowd, room.capacity(), history))
                        .toList()
                : LeasePairs.find(grants, most).stream()
                        .map(p -> LeaseEvidence.pair(p.first(), p.second(), history))
                        .toList();
    }

    private static void ordered(
            List<LeaseGrant> grants,
            Room room,
            boolean byToken,
            History history,
            Judgement judgement) {
        LeaseOrder.Outcome outcome =
                byToken
                        ? LeaseOrder.decideInOrder(
                                grants.stream()
                                        .sorted(Comparator.comparing(LockServiceChecker::token))
                                        .toList())
                        : LeaseOrder.decide(grants, room);
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
