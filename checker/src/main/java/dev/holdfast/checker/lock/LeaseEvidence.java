package dev.holdfast.checker.lock;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts breaches of leases in words. */
final class LeaseEvidence {
    private LeaseEvidence() {}

    /** Of {@code first} and {@code second} neither can have come first. */
    static Evidence pair(LeaseGrant first, LeaseGrant second, History history) {
        Grant a = first.grant();
        Grant b = second.grant();
        String lock = Words.lock(LockOps.lock(a.invoked()));
        Op from = a.returned();
        Op to = b.returned();
        String faults = Words.faults(history, a.invoked(), to, a.agent(), b.agent());
        String until = taken(first);
        return new Proof(Kinds.DOUBLE_GRANT)
                .operations(a.acquire(), b.acquire())
                .events(a.retired(), a.confirmed(), b.confirmed())
                .step(from, "free", held(a, first))
                .step(
                        to,
                        held(a, first),
                        "impossible: it is taken %s, and the other way round it would be taken %s"
                                .formatted(until, taken(second)))
                .saying(
                        ("The service granted %s to process %d%s at %s although it had"
                                        + " granted it to process %d%s %s%s.")
                                .formatted(
                                        lock,
                                        b.process(),
                                        b.purpose(),
                                        Words.at(to),
                                        a.process(),
                                        a.purpose(),
                                        until,
                                        faults),
                        ("Between %s and %s %s was certainly granted to process %d: acquire #%d had"
                                        + " returned and %s. Yet acquire #%d by process"
                                        + " %d returned ok at"
                                        + " %s. The other order is impossible too: then"
                                        + " the lock would have"
                                        + " been taken %s. No other operation can explain this.")
                                .formatted(
                                        Words.at(from),
                                        Words.at(to),
                                        lock,
                                        a.process(),
                                        a.invoked().index(),
                                        why(first),
                                        b.invoked().index(),
                                        b.process(),
                                        Words.at(to),
                                        taken(second)));
    }

    private static String held(Grant g, LeaseGrant lease) {
        return "granted to process %d%s %s".formatted(g.process(), g.purpose(), taken(lease));
    }

    /** All of {@code taken} were certainly granted at once, more than there are permits. */
    static Evidence crowd(List<LeaseGrant> taken, int capacity, History history) {
        List<LeaseGrant> sorted =
                taken.stream().sorted(Comparator.comparingLong(LeaseGrant::to)).toList();
        Proof proof = new Proof(Kinds.DOUBLE_GRANT);
        int n = 0;
        for (LeaseGrant g : sorted) {
            String before = permits(n, capacity);
            proof.operations(g.grant().acquire())
                    .step(
                            g.grant().returned(),
                            before,
                            ++n <= capacity
                                    ? permits(n, capacity)
                                    : "impossible: %d permits, and there are only %d"
                                            .formatted(n, capacity));
        }
        Grant last = sorted.get(sorted.size() - 1).grant();
        Grant first = sorted.get(0).grant();
        String lock = Words.lock(LockOps.lock(last.invoked()));
        String whose =
                sorted.stream()
                        .map(
                                g ->
                                        "#%d of process %d (%s)"
                                                .formatted(
                                                        g.grant().invoked().index(),
                                                        g.grant().process(),
                                                        taken(g)))
                        .collect(Collectors.joining(", "));
        return proof.saying(
                "The service had granted %d permits of %s at %s, and there are only %d%s."
                        .formatted(
                                n,
                                lock,
                                Words.at(last.returned()),
                                capacity,
                                Words.faults(history, first.invoked(), last.returned())),
                ("At %s these acquires had returned ok, and the permit of each was certainly still"
                                + " taken, neither released nor run out: %s.")
                        .formatted(Words.at(last.returned()), whose));
    }

    private static String permits(int taken, int capacity) {
        return "%d of %d permits taken".formatted(taken, capacity);
    }

    private static String taken(LeaseGrant g) {
        long until = g.certainlyTakenUntil();
        return until == Long.MAX_VALUE
                ? "until it is released"
                : "until %s at the least".formatted(Words.at(until));
    }

    private static String why(LeaseGrant g) {
        Op confirmed = g.grant().confirmed();
        if (confirmed != null) {
            return "no release was invoked; one later found the lock not lost (#%d)"
                    .formatted(confirmed.index());
        }
        Long session = g.grant().sessionMillis();
        if (session != null) {
            return ("no release was invoked, and its session certainly lasted %d ms from the"
                            + " invocation at %s on")
                    .formatted(session, Words.at(g.grant().invoked()));
        }
        Long lease = g.grant().leaseMillis();
        return lease == null
                ? "no release was invoked"
                : ("no release was invoked, nor had its lease of %d ms run out, which began at the"
                                + " earliest with the invocation at %s")
                        .formatted(lease, Words.at(g.grant().invoked()));
    }

    /** No order of {@code conflict} respects all leases, though every two of them have one. */
    static Evidence group(List<LeaseGrant> conflict, History history) {
        List<LeaseGrant> sorted =
                conflict.stream().sorted(Comparator.comparingLong(LeaseGrant::to)).toList();
        Proof proof = new Proof(Kinds.DOUBLE_GRANT);
        for (LeaseGrant g : sorted) {
            proof.operations(g.grant().acquire())
                    .events(g.grant().release(), g.grant().confirmed());
            proof.step(
                    g.grant().returned(),
                    "to be placed between %s and %s"
                            .formatted(Words.at(g.from()), Words.at(g.to())),
                    "taken from then on " + span(g));
        }
        Grant first = sorted.get(0).grant();
        Grant last = sorted.get(sorted.size() - 1).grant();
        String lock = Words.lock(LockOps.lock(first.invoked()));
        String who =
                sorted.stream()
                        .map(g -> "#" + g.grant().invoked().index())
                        .collect(Collectors.joining(", "));
        return proof.saying(
                ("The service granted %s %d times between %s and %s, more often than"
                                + " its leases allow%s.")
                        .formatted(
                                lock,
                                sorted.size(),
                                Words.at(first.invoked()),
                                Words.at(last.returned()),
                                Words.faults(history, first.invoked(), last.returned())),
                ("The acquires %s all returned ok. Whatever their order, one of them must have been"
                                + " granted while the one before was still taken: neither released"
                                + " nor run out.")
                        .formatted(who));
    }

    private static String span(LeaseGrant g) {
        if (g.session() != Long.MAX_VALUE) {
            return "until %s or until it is released".formatted(Words.at(g.session()));
        }
        return g.lease() == Long.MAX_VALUE
                ? "until it is released"
                : "for %s or until it is released".formatted(Words.span(g.lease()));
    }

    /**
     * {@code release} was accepted while {@code holder} certainly held the lock.
     *
     * @param before whose lease kept {@code holder} waiting; null if that is not needed
     */
    static Evidence strangeRelease(
            @Nullable Grant own,
            Operation release,
            LeaseGrant holder,
            @Nullable Grant before,
            History history) {
        Grant b = holder.grant();
        Op returned = release.completion() == null ? release.invocation() : release.completion();
        String lock = Words.lock(LockOps.lock(release.invocation()));
        Proof proof = new Proof(Kinds.RELEASE_BY_NON_HOLDER);
        if (before != null && !before.equals(own)) {
            proof.operations(before.acquire()).events(before.release());
            proof.step(before.returned(), "free", "granted to process " + before.process());
        }
        if (own != null) {
            proof.operations(own.acquire())
                    .step(own.returned(), "free", "granted to process " + own.process());
        }
        String heldByOther = "granted to process %d %s".formatted(b.process(), taken(holder));
        String faults =
                Words.faults(
                        history,
                        own == null ? b.invoked() : own.invoked(),
                        returned,
                        LockOps.agent(release),
                        b.agent());
        return proof.operations(b.acquire(), release)
                .step(b.returned(), own == null ? "free" : "run out or released", heldByOther)
                .step(
                        returned,
                        heldByOther,
                        "impossible: process %d does not hold it".formatted(release.process()))
                .saying(
                        "Process %d released %s at %s while process %d held it%s."
                                .formatted(
                                        release.process(),
                                        lock,
                                        Words.at(returned),
                                        b.process(),
                                        faults),
                        ("Between %s and %s %s was certainly granted to process %d: acquire #%d had"
                                        + " returned and %s. %s Yet its release #%d, invoked at %s,"
                                        + " returned ok at %s.")
                                .formatted(
                                        Words.at(b.returned()),
                                        Words.at(returned),
                                        lock,
                                        b.process(),
                                        b.invoked().index(),
                                        before == null ? why(holder) : whyLater(holder, before),
                                        ownWords(own, release, holder),
                                        release.invocation().index(),
                                        Words.at(release.invocation()),
                                        Words.at(returned)));
    }

    private static String ownWords(@Nullable Grant own, Operation release, LeaseGrant holder) {
        if (own == null) {
            return "Process %d has no grant of its own that was not released already."
                    .formatted(release.process());
        }
        Grant b = holder.grant();
        Long mine = own.token();
        Long theirs = b.token();
        String order = ": the other way round the lock was still taken then";
        if (own.returned().index() < b.invoked().index()) {
            order = "";
        } else if (mine != null && theirs != null && mine < theirs) {
            order = ", as its %s shows".formatted(LockOps.token(mine));
        }
        return "Process %d had been granted it by acquire #%d, before that%s."
                .formatted(own.process(), own.invoked().index(), order);
    }

    private static String whyLater(LeaseGrant g, Grant before) {
        return ("no release was invoked, nor had its lease of %d ms run out, which began at %s at the"
                        + " earliest: until then it was granted to process %d by acquire #%d")
                .formatted(
                        g.grant().leaseMillis(),
                        Words.at(g.from()),
                        before.process(),
                        before.invoked().index());
    }
}
