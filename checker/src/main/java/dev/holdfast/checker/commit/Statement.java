package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one participant said that it keeps. Its fields were looked at when it was made. */
final class Statement {
    /** Asked before the first payment. */
    static final String OPENING = "opening";

    /** Asked when all was over. */
    static final String FINAL = "final";

    private final Operation operation;
    private final Op answer;
    private final String participant;
    private final String when;
    private final Map<?, ?> balances;
    private final List<?> entries;
    private final Set<String> inDoubt;

    /** Is given entries one by one. */
    @FunctionalInterface
    interface EntryReader {
        void read(String payment, String account, long amount);
    }

    /** Is given balances one by one. */
    @FunctionalInterface
    interface BalanceReader {
        void read(String account, long balance);
    }

    private Statement(
            Operation operation,
            Op answer,
            String participant,
            String when,
            Map<?, ?> balances,
            List<?> entries,
            Set<String> inDoubt) {
        this.operation = operation;
        this.answer = answer;
        this.participant = participant;
        this.when = when;
        this.balances = balances;
        this.entries = entries;
        this.inDoubt = inDoubt;
    }

    /**
     * Reads an operation that ended ok.
     *
     * @throws UnreadableException if it is none, with what is wrong
     */
    static Statement of(Operation operation, Op answer) throws UnreadableException {
        Object asked = operation.invocation().get("participant");
        if (!(operation.get("participant") instanceof String participant)
                || !(operation.get("when") instanceof String when)) {
            throw new UnreadableException("statement", answer, "does not say whose it is, or when");
        }
        if (asked != null && !asked.equals(participant)) {
            throw new UnreadableException(
                    "statement",
                    answer,
                    "is of %s, and %s was asked"
                            .formatted(Words.name(participant), Words.name(asked)));
        }
        if (!(answer.get("balances") instanceof Map<?, ?> balances)
                || !(answer.get("entries") instanceof List<?> entries)
                || !(answer.get("in-doubt") instanceof List<?> doubts)) {
            throw new UnreadableException(
                    "statement", answer, "lacks its balances, its entries or what is in doubt");
        }
        requireBalances(answer, balances);
        requireEntries(answer, entries);
        Set<String> inDoubt = new HashSet<>();
        for (Object doubt : doubts) {
            if (!(doubt instanceof String payment)) {
                throw new UnreadableException("statement", answer, "has a doubt without an id");
            }
            inDoubt.add(payment);
        }
        return new Statement(operation, answer, participant, when, balances, entries, inDoubt);
    }

    private static void requireBalances(Op answer, Map<?, ?> balances) throws UnreadableException {
        for (Map.Entry<?, ?> e : balances.entrySet()) {
            if (!(e.getKey() instanceof String) || !(e.getValue() instanceof Long)) {
                throw new UnreadableException(
                        "statement",
                        answer,
                        "has %s in %s, which is no amount of money"
                                .formatted(Words.name(e.getValue()), Words.name(e.getKey())));
            }
        }
    }

    private static void requireEntries(Op answer, List<?> entries) throws UnreadableException {
        for (Object entry : entries) {
            if (!(entry instanceof List<?> parts)
                    || parts.size() != 3
                    || !(parts.get(0) instanceof String)
                    || !(parts.get(1) instanceof String)
                    || !(parts.get(2) instanceof Long)) {
                throw new UnreadableException(
                        "statement",
                        answer,
                        "has an entry %s, not a payment, an account and an amount"
                                .formatted(Words.name(entry)));
            }
        }
    }

    /** Goes through all entries in their order. */
    void forEachEntry(EntryReader reader) {
        for (Object entry : entries) {
            List<?> parts = (List<?>) entry;
            reader.read((String) parts.get(0), (String) parts.get(1), (Long) parts.get(2));
        }
    }

    /** Goes through all balances. */
    void forEachBalance(BalanceReader reader) {
        balances.forEach((account, balance) -> reader.read((String) account, (Long) balance));
    }

    Operation operation() {
        return operation;
    }

    /** The answer. */
    Op answer() {
        return answer;
    }

    /** The event of the question. */
    int asked() {
        return operation.invocation().index();
    }

    /** The event of the answer. */
    int answered() {
        return answer.index();
    }

    String participant() {
        return participant;
    }

    boolean is(String kind) {
        return when.equals(kind);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Set<String> inDoubt() {
        return inDoubt;
    }

    /**
     * Whether the participant may still come to know of {@code payment}: it is in doubt about it,
     * or a payer still waited for it when this statement was asked for.
     */
    boolean excuses(Payment payment) {
        return payment.lastHeard() > asked() || inDoubt.contains(payment.id());
    }
}
