package dev.holdfast.checker.linear;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;
import java.util.Locale;

/**
 * Decides one object: by the first of several deciders that is for it and does not give up.
 *
 * @param deciders in order of preference
 * @param referees decide again what another one decided; none for no cross-check
 */
record PartDecider(List<Decider> deciders, List<Decider> referees) {

    /** What was found; undecided where every decider gave up, with the last one's reason. */
    PartFinding decide(Subhistory part, Effort effort) {
        PartFinding last =
                new PartFinding(
                        part,
                        new Finding.Undecided("no engine is for model " + part.model().name()),
                        "none",
                        0);
        for (Decider decider : deciders) {
            if (decider.isFor(part)) {
                last = attempt(decider, part, effort);
                if (!(last.finding() instanceof Finding.Undecided)) {
                    crossCheck(last, effort);
                    return last;
                }
            }
        }
        return last;
    }

    private static PartFinding attempt(Decider decider, Subhistory part, Effort effort) {
        Effort own = effort.fork(part.events());
        Finding finding;
        try {
            finding = decider.decide(part, own);
        } catch (StoppedException e) {
            finding = new Finding.Undecided(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) { // the boundary: searches may ask for all that there is
            finding = new Finding.Undecided("out of memory");
        } finally {
            own.release();
        }
        return new PartFinding(part, finding, decider.name(), own.explored());
    }

    private void crossCheck(PartFinding first, Effort effort) {
        for (Decider referee : referees) {
            if (referee.name().equals(first.engine()) || !referee.isFor(first.part())) {
                continue;
            }
            PartFinding second = attempt(referee, first.part(), effort);
            boolean bothKnow = !(second.finding() instanceof Finding.Undecided);
            if (bothKnow && second.isViolation() != first.isViolation()) {
                throw new DisagreementException(
                        String.format(
                                Locale.ROOT,
                                "%s says %s and %s says %s about object %s of model %s",
                                first.engine(),
                                word(first),
                                second.engine(),
                                word(second),
                                first.part().part(),
                                first.part().model().name()));
            }
            if (bothKnow) {
                return;
            }
        }
    }

    private static String word(PartFinding finding) {
        return finding.isViolation() ? "invalid" : "valid";
    }
}
