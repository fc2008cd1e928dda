package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.Optional;

/** How proofs about payments say what they have in common. */
final class CommitWords {
    /** Why the times of a journal are no proof of order. */
    static final String LATE =
            " A journal's lines are dated when they were read, so these steps were taken then or"
                    + " before.";

    private CommitWords() {}

    static Optional<String> nothingCommitted() {
        return Optional.of("no payment was committed");
    }

    static String id(Payment payment) {
        return Words.name(payment.id());
    }

    /** {@code -10 from a}, {@code 10 to b}. */
    static String change(String account, long amount) {
        return amount < 0
                ? "%s from %s".formatted(Long.toString(amount).substring(1), Words.name(account))
                : "%d to %s".formatted(amount, Words.name(account));
    }

    static String in(Statement statement) {
        return "%s's statement #%d of %s"
                .formatted(
                        Words.name(statement.participant()),
                        statement.answered(),
                        Words.at(statement.answer()));
    }

    /**
     * The fault that was in force while {@code payment} was under way, as the end of a sentence.
     *
     * @param latest an event after which it was not
     */
    static String faults(History history, Payment payment, Op latest, String... agents) {
        int from = payment.isSent() ? payment.firstSent() : latest.index();
        int heard = payment.lastHeard();
        int to = heard > from && heard < latest.index() ? heard : latest.index();
        return Words.faults(history, history.op(Math.min(from, to)), history.op(to), agents);
    }
}
