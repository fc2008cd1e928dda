package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.Op;
import org.jspecify.annotations.Nullable;

/** What the journals say of one participant's vote on one payment: each time the first line. */
final class Ballot {
    private @Nullable Op begun;
    private @Nullable Op yes;
    private @Nullable Op yesSent;
    private @Nullable Op no;
    private @Nullable Op late;

    /** A line about the vote. */
    void voted(JournalStep step) {
        begun = begun == null ? step.op() : begun;
        if (step.votes(JournalStep.YES)) {
            yes = yes == null ? step.op() : yes;
            boolean isSent = step.label().equals(JournalStep.VOTE_SENT);
            yesSent = isSent && yesSent == null ? step.op() : yesSent;
        } else if (step.votes(JournalStep.NO)) {
            no = no == null ? step.op() : no;
        }
    }

    /** A line about the vote that was written after the commit had been applied. */
    void votedLate(JournalStep step) {
        late = late == null ? step.op() : late;
    }

    /** The first line about the vote in time; whatever was voted, it may have been yes. */
    @Nullable Op begun() {
        return begun;
    }

    @Nullable Op yes() {
        return yes;
    }

    @Nullable Op yesSent() {
        return yesSent;
    }

    @Nullable Op no() {
        return no;
    }

    @Nullable Op late() {
        return late;
    }
}
