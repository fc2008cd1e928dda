package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the votes allowed what became of every payment: AC3 and AC4 of Bernstein,
 * Hadzilacos and Goodman 1987, chapter 7.
 *
 * <p>AC3: nothing is committed without the yes of each participant. A vote that was begun and may
 * have been cast is taken for a yes. That somebody did not vote is concluded only where the
 * journals were certainly read far enough, see {@link Ballots#areComplete}.
 *
 * <p>AC4: what all voted for is committed, if nothing goes wrong. What goes wrong may be in no
 * history: a message that takes longer than the coordinator waits. So only those aborts are judged
 * that came within {@link #HASTE_NANOS} of the payment and before the first fault or stall. O(n).
 */
public final class ValidityChecker extends CommitChecker {
    /** Nobody's patience ends so early. */
    static final long HASTE_NANOS = 100_000_000;

    @Override
    public String name() {
        return "validity";
    }

    @Override
    public String promise() {
        return "No payment was committed without every participant's yes, nor aborted for no reason.";
    }

    /** The first signs that payments were committed, or aborted, by the payment's number. */
    private static final class Outcomes {
        private @Nullable Sign[] commits = new Sign[64];
        private @Nullable Sign[] aborts = new Sign[64];

        void take(Sign sign) {
            int number = sign.payment().number();
            if (number >= commits.length) {
                commits = Arrays.copyOf(commits, 2 * number);
                aborts = Arrays.copyOf(aborts, 2 * number);
            }
            @Nullable Sign[] firsts = sign.isCommit() ? commits : aborts;
            Sign known = firsts[number];
            if (known == null || sign.event().index() < known.event().index()) {
                firsts[number] = sign;
            }
        }

        @Nullable Sign commit(Payment payment) {
            return payment.number() < commits.length ? commits[payment.number()] : null;
        }

        @Nullable Sign abort(Payment payment) {
            return payment.number() < aborts.length ? aborts[payment.number()] : null;
        }
    }

    @Override
    Judgement judge(History history) {
        Flaws flaws = new Flaws();
        Books books = Books.of(history, flaws);
        Ballots ballots = Ballots.of(books);
        Findings findings = new Findings();
        Outcomes outcomes = new Outcomes();
        if (ballots.anyVote() != null) {
            new Signs(books).read(outcomes::take);
        }
        Evidences evidences = new Evidences(history, ballots, findings, firstTrouble(history));
        int commits = 0;
        int aborts = 0;
        for (Payment payment : books.payments()) {
            Sign commit = outcomes.commit(payment);
            Sign abort = outcomes.abort(payment);
            if (commit != null && payment.isClear()) {
                commits++;
                evidences.commit(payment, commit);
            }
            if (abort != null && payment.isClear()) {
                aborts++;
                evidences.abort(payment, abort);
            }
        }
        boolean isAny = ballots.anyVote() == null ? books.isAnythingCommitted() : commits > 0;
        return new Judgement(
                findings,
                flaws.first().or(() -> nothing(ballots, isAny)),
                "%s and %s".formatted(count(commits, "commit"), count(aborts, "abort")));
    }

    private static Optional<String> nothing(Ballots ballots, boolean isAny) {
        if (!isAny) {
            return CommitWords.nothingCommitted();
        }
        return ballots.anyVote() == null
                ? Optional.of("the history has no votes")
                : Optional.empty();
    }

    /** When anything may have gone wrong for the first time, nanoseconds since the start. */
    private static long firstTrouble(History history) {
        long first = Long.MAX_VALUE;
        for (FaultWindow w : history.faultWindows()) {
            first = Math.min(first, w.startNanos());
        }
        for (int i = 0; i < history.size(); i++) {
            if (history.isNemesis(i) && !history.f(i).equals("step")) {
                return Math.min(first, history.op(i).timeNanos());
            }
        }
        return first;
    }

    /** Judges one payment after the other. */
    private record Evidences(
            History history, Ballots ballots, Findings findings, long firstTrouble) {

        void commit(Payment payment, Sign commit) {
            for (String who : payment.participants()) {
                Ballot ballot = ballots.of(payment, who);
                Op no = ballot.no();
                if (no != null) {
                    findings.add(
                            Math.max(no.index(), commit.event().index()),
                            () -> ValidityEvidence.against(history, commit, who, no));
                } else if (ballot.begun() == null && isMissing(commit, who)) {
                    findings.add(
                            commit.event().index(),
                            () ->
                                    ValidityEvidence.without(
                                            history,
                                            commit,
                                            who,
                                            ballot.late(),
                                            ballots.anyVote()));
                }
            }
        }

        private boolean isMissing(Sign commit, String who) {
            return ballots.anyVote() != null && ballots.areComplete(who, commit.event().index());
        }

        void abort(Payment payment, Sign abort) {
            // Of a payment of nothing there is nobody who could have voted.
            if (payment.legs().isEmpty()
                    || payment.sends().size() != 1
                    || !isHasty(payment, abort.event())) {
                return;
            }
            List<Op> votes = new ArrayList<>();
            int certain = abort.event().index();
            for (String who : payment.participants()) {
                Ballot ballot = ballots.of(payment, who);
                Op yes = ballots.toldYes(ballot);
                if (yes == null || ballot.no() != null) {
                    return;
                }
                votes.add(yes);
                certain = Math.max(certain, yes.index());
            }
            findings.add(certain, () -> ValidityEvidence.causeless(history, abort, votes));
        }

        private boolean isHasty(Payment payment, Op abort) {
            long from = history.op(payment.firstSent()).timeNanos();
            long to = abort.timeNanos();
            return from != Op.NO_TIME
                    && to != Op.NO_TIME
                    && to - from < HASTE_NANOS
                    && to < firstTrouble;
        }
    }
}
