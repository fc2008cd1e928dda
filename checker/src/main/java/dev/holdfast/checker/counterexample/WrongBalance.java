package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.BankModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A read of a bank that adding up refutes, whatever the order of the transfers was.
 *
 * <p>No transfer changes the total. While a read is open, an account has at least what it had at
 * first and all that had certainly come before, less all that can have gone by the end; and the
 * mirror image.
 *
 * @param reason why the read is wrong, in a sentence or two
 * @param clause the same as the end of a summary
 * @param transfers those that were added up
 */
record WrongBalance(
        Subhistory h, Operation read, String reason, String clause, List<Operation> transfers) {
    private static final int MOST_SHOWN = 50;

    /** One account: what had certainly come and gone before the read, and what at most after it. */
    private static final class Movements {
        long cameSurely;
        long wentSurely;
        long cameAtMost;
        long wentAtMost;
        final List<Operation> transfers = new ArrayList<>();
    }

    WrongBalance {
        transfers = List.copyOf(transfers);
    }

    /** What is wrong with {@code blocked}; null if that is not a read that adding up refutes. */
    static @Nullable WrongBalance at(int blocked, Subhistory h) {
        if (!(h.model() instanceof BankModel model)
                || !h.isPlain()
                || h.isOptional(blocked)
                || !(h.operation(blocked).result() instanceof Map<?, ?> seen)
                || isTransfer(h.operation(blocked))) {
            return null;
        }
        Operation read = h.operation(blocked);
        long total = 0;
        long sum = 0;
        int found = 0;
        for (Map.Entry<String, Long> account : model.start().entrySet()) {
            total += account.getValue();
            sum += shown(seen, account.getKey());
            found += seen.get(account.getKey()) == null ? 0 : 1;
        }
        boolean isComplete = found == seen.size();
        if (isComplete && sum != total) {
            return new WrongBalance(
                    h,
                    read,
                    format(
                            "These balances add up to %,d. At first all accounts together have %,d,"
                                    + " and no transfer changes that.",
                            sum, total),
                    format("which adds up to %,d instead of %,d", sum, total),
                    List.of());
        }
        for (Map.Entry<String, Long> account : model.start().entrySet()) {
            WrongBalance wrong =
                    isComplete
                            ? of(account.getKey(), account.getValue(), blocked, h, model, seen)
                            : null;
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static long shown(Map<?, ?> seen, String account) {
        return seen.get(account) instanceof Long n ? n : 0;
    }

    private static boolean isTransfer(Operation operation) {
        return operation.f().equals("transfer");
    }

    private static @Nullable WrongBalance of(
            String account,
            long start,
            int blocked,
            Subhistory h,
            BankModel model,
            Map<?, ?> seen) {
        long shown = shown(seen, account);
        String name = Words.name(account);
        Operation read = h.operation(blocked);
        if (!model.overdraft() && shown < Math.min(0, start)) {
            return new WrongBalance(
                    h,
                    read,
                    format(
                            "No transfer takes more than there is, so account %s, which has %,d at"
                                    + " first, never has %,d.",
                            name, start, shown),
                    format("which is less than account %s can have", name),
                    List.of());
        }
        Movements moved = movements(account, blocked, h);
        long least = start + moved.cameSurely - moved.wentAtMost;
        long most = start + moved.cameAtMost - moved.wentSurely;
        if (shown >= least && shown <= most) {
            return null;
        }
        boolean isTooLittle = shown < least;
        String id = Phrases.name(read);
        String reason =
                format(
                        "Account %s has %,d at first. Transfers that had returned before %s was"
                                + " invoked had %s %,d; those invoked before %s returned can have %s"
                                + " %,d at most. So while %s was open, it had %,d or %s; %s shows %,d.",
                        name,
                        start,
                        id,
                        isTooLittle ? "brought it" : "taken from it",
                        isTooLittle ? moved.cameSurely : moved.wentSurely,
                        id,
                        isTooLittle ? "taken from it" : "brought it",
                        isTooLittle ? moved.wentAtMost : moved.cameAtMost,
                        id,
                        isTooLittle ? least : most,
                        isTooLittle ? "more" : "less",
                        id,
                        shown);
        String bound =
                format(
                        "when account %s had %,d or %s",
                        name, isTooLittle ? least : most, isTooLittle ? "more" : "less");
        return new WrongBalance(h, read, reason, bound, moved.transfers);
    }

    private static Movements movements(String account, int read, Subhistory h) {
        Movements moved = new Movements();
        for (int c = 0; c < h.calls() && h.invokedAt(c) < h.returnedAt(read); c++) {
            Operation op = h.operation(c);
            if (!isTransfer(op) || h.isTest(c)) {
                continue;
            }
            boolean comes = BankModel.to(op).equals(account);
            boolean goes = BankModel.from(op).equals(account);
            if (comes || goes) {
                long amount = BankModel.amount(op);
                boolean isSure = h.returnedAt(c) < h.invokedAt(read);
                moved.cameAtMost += comes ? amount : 0;
                moved.wentAtMost += goes ? amount : 0;
                moved.cameSurely += comes && isSure ? amount : 0;
                moved.wentSurely += goes && isSure ? amount : 0;
                moved.transfers.add(op);
            }
        }
        return moved;
    }

    private static String format(String words, Object... values) {
        return String.format(Locale.ROOT, words, values);
    }

    Evidence evidence(History history) {
        Phrases phrases = new Phrases(h.model(), h.part());
        Op end = Phrases.end(read);
        Proof proof = new Proof(Kinds.NOT_LINEARIZABLE);
        int from = Math.max(0, transfers.size() - MOST_SHOWN);
        for (Operation o : transfers.subList(from, transfers.size())) {
            proof.operations(Phrases.recorded(o, history));
        }
        proof.operations(Phrases.recorded(read, history));
        proof.step(end, "every order of the transfers", "impossible: " + clause);
        String summary =
                "%s: %s at %s, %s%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(read),
                                Words.at(end),
                                clause,
                                Words.faults(history, read.invocation(), end));
        String argument =
                "%s (%s). %s"
                        .formatted(Phrases.capital(phrases.did(read)), Phrases.when(read), reason);
        return proof.saying(summary, argument);
    }
}
