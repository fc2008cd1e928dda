package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.Op;
import org.jspecify.annotations.Nullable;

/**
 * One event that shows what became of a payment.
 *
 * @param payment which
 * @param isCommit what became of it, as far as this shows
 * @param source how it shows
 * @param actor whose doing it is: a node, a participant, or for what payers were told nobody
 * @param event the event
 * @param statement where it is from a statement, which
 */
record Sign(
        Payment payment,
        boolean isCommit,
        Source source,
        String actor,
        Op event,
        @Nullable Statement statement) {

    /** Kinds of signs, those that a reader follows best first. */
    enum Source {
        /** A participant changed its accounts, or gave the payment up. */
        APPLIED,
        /** It is in a statement. */
        ENTERED,
        /** It is not in a final statement, and not in doubt there. */
        MISSING,
        /** A node decided it, or passed the decision on. */
        DECIDED,
        /** A payer was told. */
        TOLD
    }

    static Sign of(Payment payment, JournalStep step) {
        return new Sign(
                payment,
                step.says(JournalStep.COMMIT),
                step.isApplied() ? Source.APPLIED : Source.DECIDED,
                step.isApplied() ? step.who() : step.node(),
                step.op(),
                null);
    }

    /** What it has in common with signs that prove the same. */
    Likeness likeness() {
        return new Likeness(payment.number(), isCommit, source, actor);
    }

    record Likeness(int payment, boolean isCommit, Source source, String actor) {}

    /** Whether it shows what a participant did with its accounts. */
    boolean isOfAccounts() {
        return source.compareTo(Source.MISSING) <= 0;
    }

    /** {@code participant-1 applied commit of t-17 at 12.301 s}. */
    String told(String what) {
        String when = Words.at(event);
        String who = Words.name(actor);
        String outcome = isCommit ? JournalStep.COMMIT : JournalStep.ABORT;
        return switch (source) {
            case APPLIED -> "%s applied %s of %s at %s".formatted(who, outcome, what, when);
            case DECIDED -> "%s decided %s of %s at %s".formatted(who, outcome, what, when);
            case ENTERED -> "%s has %s in its statement of %s".formatted(who, what, when);
            case MISSING ->
                    "%s lacks %s in its final statement of %s and is not in doubt about it"
                            .formatted(who, what, when);
            case TOLD ->
                    isCommit
                            ? "a payer was told at %s that %s was committed".formatted(when, what)
                            : "a payer was told at %s that %s does not happen"
                                    .formatted(when, what);
        };
    }
}
