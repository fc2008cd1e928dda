package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Puts in words that accounts do not hold what they should; the total is {@link TotalEvidence}. */
final class MoneyEvidence {
    private MoneyEvidence() {}

    /** An account below zero. */
    static Evidence negative(Statement s, String account, long balance) {
        String name = Words.name(account);
        return new Proof(Kinds.NEGATIVE_BALANCE)
                .operations(s.operation())
                .step(
                        s.answer(),
                        "no account but %s may be below zero".formatted(MoneyChecker.CASH),
                        "impossible: %s holds %d".formatted(name, balance))
                .saying(
                        "%s at %s held %d at %s."
                                .formatted(
                                        name,
                                        Words.name(s.participant()),
                                        balance,
                                        Words.at(s.answer())),
                        "Statement #%d says so, and only %s may be below zero: it is the money of the world outside."
                                .formatted(s.answered(), MoneyChecker.CASH));
    }

    /** A balance that is not what the entries make. */
    static Evidence unexplained(Statement first, Statement s, String account, BigInteger opening) {
        String name = Words.name(account);
        long[] held = new long[1];
        s.forEachBalance((a, balance) -> held[0] = a.equals(account) ? balance : held[0]);
        Sum sum = new Sum();
        s.forEachEntry((payment, a, amount) -> sum.add(a.equals(account) ? amount : 0));
        BigInteger explained = opening.add(sum.value());
        return new Proof(Kinds.UNEXPLAINED_BALANCE)
                .operations(first.operation(), s.operation())
                .step(first.answer(), "the beginning", "%s began with %d".formatted(name, opening))
                .step(
                        s.answer(),
                        "%s should hold %d".formatted(name, explained),
                        "impossible: it holds %d".formatted(held[0]))
                .saying(
                        "%s at %s held %d at %s, and its entries make it %d."
                                .formatted(
                                        name,
                                        Words.name(s.participant()),
                                        held[0],
                                        Words.at(s.answer()),
                                        explained),
                        "By statement #%d it began with %d. The entries of statement #%d add %d to it."
                                .formatted(first.answered(), opening, s.answered(), sum.value()));
    }

    /** An entry that nobody asked for. */
    static Evidence unfounded(
            History history,
            Statement s,
            String id,
            @Nullable Payment payment,
            String account,
            long amount) {
        String name = Words.name(id);
        String change = CommitWords.change(account, amount);
        Proof proof = new Proof(Kinds.UNFOUNDED_ENTRY).operations(s.operation());
        String why;
        if (payment == null || !payment.isSent()) {
            why = "nobody ever sent a payment %s".formatted(name);
        } else {
            Operation send = Operation.at(history, payment.firstSent());
            proof.operations(send);
            why =
                    payment.firstSent() > s.answered()
                            ? "%s was sent only later, in #%d".formatted(name, payment.firstSent())
                            : "%s, sent in #%d, has no such leg at %s"
                                    .formatted(
                                            name, payment.firstSent(), Words.name(s.participant()));
        }
        return proof.step(s.answer(), "only legs of payments are entered", "impossible: " + why)
                .saying(
                        "%s entered %s for %s by %s, and %s."
                                .formatted(
                                        Words.name(s.participant()),
                                        change,
                                        name,
                                        Words.at(s.answer()),
                                        why),
                        "Statement #%d has the entry, and %s.".formatted(s.answered(), why));
    }

    /** An entry once more. */
    static Evidence twice(
            History history, Statement s, Payment payment, String account, long amount) {
        String id = CommitWords.id(payment);
        int[] times = new int[1];
        s.forEachEntry(
                (p, a, n) ->
                        times[0] +=
                                p.equals(payment.id()) && a.equals(account) && n == amount ? 1 : 0);
        String change = CommitWords.change(account, amount);
        Proof proof = new Proof(Kinds.APPLIED_TWICE).operations(s.operation());
        payment.sends().stream()
                .limit(10)
                .forEach(send -> proof.operations(Operation.at(history, send)));
        return proof.step(
                        s.answer(),
                        "%s happens once at most".formatted(id),
                        "impossible: it was entered %d times".formatted(times[0]))
                .saying(
                        "%s applied %s %d times: %s each time%s."
                                .formatted(
                                        Words.name(s.participant()),
                                        id,
                                        times[0],
                                        change,
                                        CommitWords.faults(
                                                history, payment, s.answer(), s.participant())),
                        ("Statement #%d of %s has the entry %d times. %s was sent %s, and a payment"
                                        + " that is sent again must do nothing again.")
                                .formatted(
                                        s.answered(),
                                        Words.at(s.answer()),
                                        times[0],
                                        id,
                                        CommitChecker.count(payment.sends().size(), "time")));
    }

    /** An acknowledged abort that can be seen. */
    static Evidence visible(
            History history, Statement s, Payment payment, String account, long amount) {
        String id = CommitWords.id(payment);
        Op denied = history.op(payment.denied());
        Proof proof =
                new Proof(Kinds.VISIBLE_ABORT)
                        .operations(s.operation(), Operation.at(history, payment.firstSent()));
        boolean isAborted = payment.aborted() != History.NONE;
        for (int send : payment.sends()) {
            Operation operation = Operation.at(history, send);
            if (!isAborted || history.completionOf(send) == denied.index()) {
                proof.operations(operation);
            }
        }
        return proof.step(denied, "%s is sent".formatted(id), "%s does not happen".formatted(id))
                .step(
                        s.answer(),
                        "%s does not happen".formatted(id),
                        "impossible: it is in the accounts of " + Words.name(s.participant()))
                .saying(
                        "A payer was told at %s that %s does not happen, and %s has it: %s%s."
                                .formatted(
                                        Words.at(denied),
                                        id,
                                        Words.name(s.participant()),
                                        CommitWords.change(account, amount),
                                        CommitWords.faults(
                                                history, payment, s.answer(), s.participant())),
                        "Answer #%d to pay %s says so, and %s has an entry of it."
                                .formatted(denied.index(), id, CommitWords.in(s)));
    }

    /** An acknowledged commit that is not there. */
    static Evidence lost(History history, Statement s, Payment payment, Leg leg) {
        String id = CommitWords.id(payment);
        Op committed = history.op(payment.committed());
        int sent = history.invocationOf(payment.committed());
        String change = CommitWords.change(leg.account(), leg.amount());
        return new Proof(Kinds.LOST_COMMIT)
                .operations(Operation.at(history, sent), s.operation())
                .step(committed, "%s is sent".formatted(id), "%s happened".formatted(id))
                .step(
                        s.answer(),
                        "%s happened".formatted(id),
                        "impossible: %s has nothing of it in the end"
                                .formatted(Words.name(leg.account())))
                .saying(
                        "A payer was told at %s that %s was committed, and in the end %s lacks it: %s%s."
                                .formatted(
                                        Words.at(committed),
                                        id,
                                        Words.name(s.participant()),
                                        change,
                                        CommitWords.faults(
                                                history, payment, s.answer(), s.participant())),
                        ("Answer #%d to pay #%d says so. The leg %s is not among the entries of %s,"
                                        + " which was asked for when all was over, and %s is not"
                                        + " in doubt there.")
                                .formatted(committed.index(), sent, change, CommitWords.in(s), id));
    }

    /** An entry that was there. */
    static Evidence vanished(
            History history, Statement earlier, Statement later, String id, String change) {
        String name = Words.name(id);
        String who = Words.name(later.participant());
        return new Proof(Kinds.VANISHED_ENTRY)
                .operations(earlier.operation(), later.operation())
                .step(
                        earlier.answer(),
                        "the accounts are read",
                        "%s is in the accounts".formatted(name))
                .step(
                        later.answer(),
                        "%s is in the accounts".formatted(name),
                        "impossible: it is not")
                .saying(
                        "%s had %s (%s) at %s and no longer at %s%s."
                                .formatted(
                                        who,
                                        name,
                                        change,
                                        Words.at(earlier.answer()),
                                        Words.at(later.answer()),
                                        Words.faults(
                                                history,
                                                earlier.answer(),
                                                later.answer(),
                                                later.participant())),
                        ("Statement #%d has the entry. Statement #%d was asked for after that was"
                                        + " answered, and lacks it.")
                                .formatted(earlier.answered(), later.answered()));
    }
}
