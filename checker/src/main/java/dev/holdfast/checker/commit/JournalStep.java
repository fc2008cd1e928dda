package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a node's journal: a step of the protocol was begun, or is done.
 *
 * <p>The event stands in the history where the line was read, which is later than where it was
 * written. So its place is the latest at which the step can have been taken; between nodes nothing
 * else is known of the order, and within one node it is that of {@code life} and {@code n}.
 *
 * @param op the event
 * @param node whose journal
 * @param life which of the node's lives
 * @param n which line
 * @param label which step
 * @param isDone whether it was taken; else it may have been
 * @param payment of which payment
 * @param who whose vote or accounts it concerns; the node, where the line does not say
 * @param detail the vote or the decision, empty if there is none
 */
record JournalStep(
        Op op,
        String node,
        long life,
        long n,
        String label,
        boolean isDone,
        String payment,
        String who,
        String detail) {

    static final String VOTE_FORCED = "vote-forced";
    static final String VOTE_SENT = "vote-sent";
    static final String DECISION_FORCED = "decision-forced";
    static final String DECISION_SENT = "decision-sent";
    static final String APPLIED = "applied";
    static final String COMMIT = "commit";
    static final String ABORT = "abort";
    static final String YES = "yes";
    static final String NO = "no";

    /** Goes through all steps of {@code history} that can be read. */
    static void forEach(History history, Flaws flaws, Consumer<JournalStep> reader) {
        for (int i = 0; i < history.size(); i++) {
            if (history.isNemesis(i) && history.f(i).equals("step")) {
                JournalStep step = of(history.op(i));
                if (step == null) {
                    flaws.add("step #%d is not of the form of a journal's line".formatted(i));
                    continue;
                }
                if (step.isDone && !step.isDetailKnown()) {
                    flaws.add(
                            "step #%d says '%s' of %s, which tells nothing"
                                    .formatted(i, Words.name(step.detail), step.label));
                }
                reader.accept(step);
            }
        }
    }

    private static @Nullable JournalStep of(Op op) {
        String node = op.string("node");
        String label = op.string("step");
        String state = op.string("state");
        String payment = op.string("payment");
        Long n = op.number("n");
        Long life = op.number("life");
        if (node == null
                || label == null
                || payment == null
                || n == null
                || life == null
                || n < 0
                || life < 0
                || state == null
                || !(state.equals("done") || state.equals("begun"))) {
            return null;
        }
        String who = op.string("who");
        String detail = op.string("detail");
        return new JournalStep(
                op,
                node,
                life,
                n,
                label,
                state.equals("done"),
                payment,
                who == null || who.isEmpty() ? node : who,
                detail == null ? "" : detail);
    }

    private boolean isDetailKnown() {
        if (isVote()) {
            return detail.equals(YES) || detail.equals(NO);
        }
        // Whoever wanted to decide when it was decided may say nothing.
        return !isOutcome()
                || (detail.isEmpty() && !isApplied())
                || detail.equals(COMMIT)
                || detail.equals(ABORT);
    }

    boolean isVote() {
        return label.equals(VOTE_FORCED) || label.equals(VOTE_SENT);
    }

    boolean isApplied() {
        return label.equals(APPLIED);
    }

    /** Whether, once done, it says what becomes of the payment. */
    boolean isOutcome() {
        return isApplied() || label.equals(DECISION_FORCED) || label.equals(DECISION_SENT);
    }

    /** Whether the outcome was certainly commit, or certainly abort. */
    boolean says(String outcome) {
        return isDone && isOutcome() && detail.equals(outcome);
    }

    /** Whether the vote was certainly yes, or certainly no. */
    boolean votes(String vote) {
        return isDone && isVote() && detail.equals(vote);
    }
}
