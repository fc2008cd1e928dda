package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;

/**
 * A depth-first search that counts every operation of unknown outcome; for any model.
 *
 * <p>Goes straight where the first choice is right, which in histories of correct objects it nearly
 * always is: then it takes O(open calls) an event. Otherwise exponential.
 *
 * @param tricks which savings are in use
 */
record ExactSearch(Tricks tricks) implements Decider {

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public boolean isFor(Subhistory subhistory) {
        return true;
    }

    @Override
    public Finding decide(Subhistory subhistory, Effort effort) {
        try {
            DepthFirst search = new DepthFirst(new Script(subhistory), tricks, effort);
            return finding(search, search.run(Long.MAX_VALUE), subhistory);
        } finally {
            effort.release();
        }
    }

    static Finding finding(DepthFirst search, DepthFirst.Outcome outcome, Subhistory subhistory) {
        return switch (outcome) {
            case FOUND -> new Finding.Linearizable();
            case EXHAUSTED ->
                    new Finding.NotLinearizable(~subhistory.event(search.blockedAt()), List.of());
            case PAUSED -> new Finding.Undecided("the search was interrupted");
        };
    }
}
