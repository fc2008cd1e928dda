package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The payments and statements of a history. One pass, O(n). For one thread.
 *
 * <p>What cannot be read is left out and told to {@link Flaws}: it accuses nobody, and whoever
 * judges the rest does not say valid.
 */
final class Books {
    /** A payment of more legs is not judged; looking for one of them takes as many steps. */
    private static final int MOST_LEGS = 1000;

    private static final String REFUSED = "refused";

    private final History history;
    private final Flaws flaws;
    private final Map<String, Payment> byId;
    private final List<Payment> payments = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Statement> finals = new TreeMap<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private boolean isNameless;
    private int legs;

    private Books(History history, Flaws flaws) {
        this.history = history;
        this.flaws = flaws;
        this.byId = new HashMap<>(history.size() / 8);
    }

    static Books of(History history, Flaws flaws) {
        Books books = new Books(history, flaws);
        for (int i = 0; i < history.size(); i++) {
            if (history.isNemesis(i)) {
                continue;
            }
            String f = history.f(i);
            if (f.equals("pay")) {
                books.pay(i);
            } else if (f.equals("statement")) {
                books.statement(i);
            }
        }
        for (Payment payment : books.payments) {
            payment.placeLegs(books.legs);
            books.legs += payment.legs().size();
        }
        return books;
    }

    private void pay(int index) {
        Op op = history.op(index);
        if (op.isInvoke()) {
            send(op);
            return;
        }
        Payment payment = find(history.op(history.invocationOf(index)).string("id"));
        if (payment == null) {
            return;
        }
        payment.heard(index);
        if (op.isOk()) {
            payment.toldCommitted(index);
        } else if (op.type() == OpType.FAIL) {
            if (op.error() != null && op.error().startsWith(REFUSED)) {
                payment.toldRefused(index);
            } else {
                payment.toldAborted(index);
            }
        }
    }

    private void send(Op op) {
        String id = op.string("id");
        if (id == null) {
            isNameless = true;
            flaws.add("pay #%d has no id".formatted(op.index()));
            return;
        }
        Payment payment = of(id);
        List<Leg> legs = legs(op);
        payment.sent(op.index(), legs == null ? List.of() : legs);
        payment.heard(op.index());
        if (history.completionOf(op.index()) == History.NONE) {
            payment.heardNothing();
        }
        if (legs == null) {
            payment.blur();
            flaws.add("pay #%d has no legs that can be read".formatted(op.index()));
        } else if (!payment.isClear()) {
            flaws.add(
                    "payment %s was sent once more by #%d with other legs"
                            .formatted(Words.name(id), op.index()));
        }
    }

    /** Null if they cannot be read. */
    private static @Nullable List<Leg> legs(Op op) {
        if (!(op.get("legs") instanceof List<?> list) || list.size() > MOST_LEGS) {
            return null;
        }
        List<Leg> legs = new ArrayList<>(2);
        for (Object leg : list) {
            if (leg instanceof List<?> parts
                    && parts.size() == 3
                    && parts.get(0) instanceof String participant
                    && parts.get(1) instanceof String account
                    && parts.get(2) instanceof Long amount) {
                legs.add(new Leg(participant, account, amount));
            } else {
                return null;
            }
        }
        return legs;
    }

    private void statement(int index) {
        Op op = history.op(index);
        if (op.isInvoke()) {
            String participant = op.string("participant");
            if (participant == null) {
                flaws.add("statement #%d does not say of whom it is asked".formatted(index));
            } else if (Statement.FINAL.equals(op.string("when"))) {
                asked.put(participant, index);
            }
        } else if (op.isOk()) {
            try {
                Operation operation = new Operation(history.op(history.invocationOf(index)), op);
                Statement statement = Statement.of(operation, op);
                statements.add(statement);
                if (statement.is(Statement.FINAL)) {
                    finals.put(statement.participant(), statement);
                }
            } catch (UnreadableException e) {
                flaws.add(String.valueOf(e.getMessage()));
            }
        }
    }

    History history() {
        return history;
    }

    Flaws flaws() {
        return flaws;
    }

    /** The payment called {@code id}; null if nobody sent it or spoke of it. */
    @Nullable Payment find(@Nullable String id) {
        return byId.get(id);
    }

    /** The payment called {@code id}, sent or not. */
    Payment of(String id) {
        Payment known = byId.get(id);
        if (known == null) {
            known = new Payment(id, payments.size());
            byId.put(id, known);
            payments.add(known);
        }
        return known;
    }

    /** All payments, in the order in which they appear. */
    List<Payment> payments() {
        return payments;
    }

    /** How many legs were sent, of all payments. */
    int legs() {
        return legs;
    }

    /** All statements that could be read, in the order of their answers. */
    List<Statement> statements() {
        return statements;
    }

    /** The last final statement of each participant that gave one, by its name. */
    Map<String, Statement> finals() {
        return finals;
    }

    /** The last question for a final statement of each participant that was asked, by its name. */
    Map<String, Integer> askedForFinal() {
        return asked;
    }

    /** Whether a payment was sent whose id cannot be read. */
    boolean isNameless() {
        return isNameless;
    }

    /** Whether any payment was acknowledged as committed or is in a statement. */
    boolean isAnythingCommitted() {
        return payments.stream().anyMatch(p -> p.committed() != History.NONE)
                || statements.stream().anyMatch(s -> !s.isEmpty());
    }
}
