package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A payment as its payers saw it: what they sent, how often, and what they were told.
 *
 * <p>Filled while the history is read, then only read. Indices are those of events, {@link
 * History#NONE} where there is none.
 */
final class Payment {
    private final String id;
    private final int number;
    private List<Leg> legs = List.of();
    private boolean isClear = true;
    private int legOffset;
    private int firstSent = History.NONE;
    private List<Integer> sentAgain = List.of();
    private int lastHeard = History.NONE;
    private int committed = History.NONE;
    private int aborted = History.NONE;
    private int refused = History.NONE;
    private int refusals;

    Payment(String id, int number) {
        this.id = id;
        this.number = number;
    }

    void sent(int invocation, List<Leg> what) {
        if (firstSent == History.NONE) {
            firstSent = invocation;
            legs = what;
        } else {
            if (sentAgain.isEmpty()) {
                sentAgain = new ArrayList<>(1);
            }
            sentAgain.add(invocation);
            isClear &= legs.equals(what);
        }
    }

    /** Its legs are not to be relied on. */
    void blur() {
        isClear = false;
    }

    void heard(int completion) {
        lastHeard = Math.max(lastHeard, completion);
    }

    /** A send has no completion. */
    void heardNothing() {
        lastHeard = Integer.MAX_VALUE;
    }

    void toldCommitted(int completion) {
        committed = committed == History.NONE ? completion : committed;
    }

    void toldAborted(int completion) {
        aborted = aborted == History.NONE ? completion : aborted;
    }

    void toldRefused(int completion) {
        refused = completion;
        refusals++;
    }

    void placeLegs(int offset) {
        legOffset = offset;
    }

    String id() {
        return id;
    }

    /** Its place among all payments, from 0. */
    int number() {
        return number;
    }

    /** What was sent; empty if nobody sent it. */
    List<Leg> legs() {
        return legs;
    }

    /** Where its legs begin among all legs of all payments. */
    int legOffset() {
        return legOffset;
    }

    /** Whether its legs are known: somebody sent it, and the same each time. */
    boolean isClear() {
        return isClear && isSent();
    }

    boolean isSent() {
        return firstSent != History.NONE;
    }

    /** The first invocation that sent it. */
    int firstSent() {
        return firstSent;
    }

    /** All invocations that sent it, in order. */
    List<Integer> sends() {
        List<Integer> sends = new ArrayList<>();
        if (isSent()) {
            sends.add(firstSent);
            sends.addAll(sentAgain);
        }
        return sends;
    }

    /** The last event about it, or the end of time if a send never returned. */
    int lastHeard() {
        return lastHeard;
    }

    /** The first answer that it happens. */
    int committed() {
        return committed;
    }

    /**
     * The answer that it does not happen. A refusal counts only if every send was refused: of two
     * sends one may be refused, for want of a connection, while the other is carried out.
     */
    int denied() {
        if (aborted != History.NONE) {
            return aborted;
        }
        return isSent() && refusals == 1 + sentAgain.size() ? refused : History.NONE;
    }

    /** The answer that it was aborted, after somebody had looked at it. */
    int aborted() {
        return aborted;
    }

    /** Who has a part in it, each once, in the order of the legs. */
    Set<String> participants() {
        Set<String> participants = new LinkedHashSet<>();
        legs.forEach(leg -> participants.add(leg.participant()));
        return participants;
    }
}
