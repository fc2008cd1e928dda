package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads from a history what became of its payments. O(n) each time. */
final class Signs {
    private final Books books;
    private BitSet entered = new BitSet();

    Signs(Books books) {
        this.books = books;
    }

    /** All signs but those of absence. Payments that nobody sent have signs, too. */
    void read(Consumer<Sign> reader) {
        History history = books.history();
        LegFinder finder = new LegFinder(books.legs());
        entered = new BitSet(books.legs());
        JournalStep.forEach(
                history,
                books.flaws(),
                step -> {
                    if (step.says(JournalStep.COMMIT) || step.says(JournalStep.ABORT)) {
                        reader.accept(Sign.of(books.of(step.payment()), step));
                    }
                });
        for (Statement s : books.statements()) {
            boolean isLast = books.finals().get(s.participant()) == s;
            s.forEachEntry(
                    (id, account, amount) -> {
                        Payment payment = books.of(id);
                        int leg =
                                isLast
                                        ? finder.find(payment, s, account, amount)
                                        : LegFinder.NO_LEG;
                        if (leg >= 0) {
                            entered.set(leg);
                        }
                        reader.accept(
                                new Sign(
                                        payment,
                                        true,
                                        Sign.Source.ENTERED,
                                        s.participant(),
                                        s.answer(),
                                        s));
                    });
        }
        for (Payment payment : List.copyOf(books.payments())) {
            if (payment.committed() != History.NONE) {
                reader.accept(told(payment, true, payment.committed()));
            }
            if (payment.denied() != History.NONE) {
                reader.accept(told(payment, false, payment.denied()));
            }
        }
    }

    private Sign told(Payment payment, boolean isCommit, int answer) {
        Op event = books.history().op(answer);
        return new Sign(payment, isCommit, Sign.Source.TOLD, "", event, null);
    }

    /**
     * Final statements that lack a leg of a payment, for those payments that {@code isWanted}; one
     * sign a leg. To be called after {@link #read}.
     */
    void readMissing(Predicate<Payment> isWanted, Consumer<Sign> reader) {
        for (Payment payment : books.payments()) {
            if (!payment.isClear() || !isWanted.test(payment)) {
                continue;
            }
            List<Leg> legs = payment.legs();
            for (int i = 0; i < legs.size(); i++) {
                Statement s = books.finals().get(legs.get(i).participant());
                if (s != null && !entered.get(payment.legOffset() + i) && !s.excuses(payment)) {
                    reader.accept(
                            new Sign(
                                    payment,
                                    false,
                                    Sign.Source.MISSING,
                                    s.participant(),
                                    s.answer(),
                                    s));
                }
            }
        }
    }

    /** Finds the leg of an entry; of several alike each once in every statement. */
    static final class LegFinder {
        /** The payment has no such leg. */
        static final int NO_LEG = -1;

        /** Every such leg was found in this statement before. */
        static final int TWICE = -2;

        private final int[] foundIn;

        LegFinder(int legs) {
            foundIn = new int[legs];
            Arrays.fill(foundIn, History.NONE);
        }

        /** The place of the leg among all legs. */
        int find(Payment payment, Statement in, String account, long amount) {
            List<Leg> legs = payment.legs();
            int found = NO_LEG;
            for (int i = 0; i < legs.size(); i++) {
                Leg leg = legs.get(i);
                if (leg.amount() == amount
                        && leg.account().equals(account)
                        && leg.participant().equals(in.participant())) {
                    int place = payment.legOffset() + i;
                    if (foundIn[place] != in.answered()) {
                        foundIn[place] = in.answered();
                        return place;
                    }
                    found = TWICE;
                }
            }
            return found;
        }
    }
}
