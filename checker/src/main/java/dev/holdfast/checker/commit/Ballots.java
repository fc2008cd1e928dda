package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All votes of a history, and how far the journals with votes in them were read. O(n). */
final class Ballots {
    private static final Ballot NONE = new Ballot();

    private final Books books;
    private final Map<Vote, Ballot> ballots = new HashMap<>();
    private final Map<Place, JournalStep> applied = new HashMap<>();
    private final Map<String, Integer> readTo = new HashMap<>();
    private int votersReadTo = Integer.MAX_VALUE;
    private @Nullable Op anyVote;
    private boolean areSent;

    /** Whose vote on which payment, by its number. */
    private record Vote(int payment, String who) {}

    /** A payment at a participant, in one node's journal. */
    private record Place(int payment, String who, String node) {}

    private Ballots(Books books) {
        this.books = books;
    }

    static Ballots of(Books books) {
        Ballots ballots = new Ballots(books);
        JournalStep.forEach(books.history(), new Flaws(), ballots::look);
        Map<String, Boolean> voters = new HashMap<>();
        JournalStep.forEach(
                books.history(),
                books.flaws(),
                step -> {
                    if (step.isVote()) {
                        voters.put(step.node(), true);
                        ballots.vote(step);
                    }
                });
        for (String node : voters.keySet()) {
            ballots.votersReadTo = Math.min(ballots.votersReadTo, ballots.readTo(node));
        }
        return ballots;
    }

    private void look(JournalStep step) {
        Payment payment = books.of(step.payment());
        readTo.merge(step.node(), payment.firstSent(), Math::max);
        if (step.isApplied() && step.says(JournalStep.COMMIT)) {
            Place place = new Place(payment.number(), step.who(), step.node());
            applied.merge(place, step, (a, b) -> isBefore(b, a) ? b : a);
        }
    }

    private void vote(JournalStep step) {
        anyVote = anyVote == null ? step.op() : anyVote;
        areSent |= step.label().equals(JournalStep.VOTE_SENT);
        int payment = books.of(step.payment()).number();
        Ballot ballot = ballots.computeIfAbsent(new Vote(payment, step.who()), v -> new Ballot());
        JournalStep done = applied.get(new Place(payment, step.who(), step.node()));
        if (done != null && isBefore(done, step)) {
            ballot.votedLate(step);
        } else {
            ballot.voted(step);
        }
    }

    /** In one node's journal. */
    private static boolean isBefore(JournalStep a, JournalStep b) {
        return a.life() != b.life() ? a.life() < b.life() : a.n() < b.n();
    }

    private int readTo(String node) {
        return readTo.getOrDefault(node, Integer.MAX_VALUE);
    }

    /** The vote of {@code who} on {@code payment}. */
    Ballot of(Payment payment, String who) {
        Ballot ballot = ballots.get(new Vote(payment.number(), who));
        return ballot == null ? NONE : ballot;
    }

    /** A line about any vote; null if there are none, as of a protocol that does not vote. */
    @Nullable Op anyVote() {
        return anyVote;
    }

    /**
     * Whether {@code ballot} has a yes that was sent, as far as this protocol's journals say what
     * is sent.
     */
    @Nullable Op toldYes(Ballot ballot) {
        return areSent ? ballot.yesSent() : ballot.yes();
    }

    /**
     * Whether every line about a vote of {@code who} before the event at {@code index} is in this
     * history. So it is where each journal with votes in it has a line about a payment that was
     * sent only later, for journals are read from their beginning on.
     */
    boolean areComplete(String who, int index) {
        return index != History.NONE && Math.min(votersReadTo, readTo(who)) > index;
    }
}
