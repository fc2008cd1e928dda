package dev.holdfast.suite;

import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Coverage;
import java.util.List;
import java.util.Locale;

/** What a cell of a suite must come to. */
public enum Expect {
    /** What the subject claims for the hazards of the run: nothing but known breaches. */
    CLAIMS,
    /** A verdict of valid. */
    VALID,
    /** A verdict of invalid. */
    INVALID,
    /** A verdict of unknown. */
    UNKNOWN,
    /** Everything that the scenario must find. */
    FINDINGS;

    /** Those that a suite can ask of its runs. */
    static final List<Expect> ASKED = List.of(CLAIMS, VALID, INVALID, UNKNOWN);

    /** As it is written in a suite. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How a run that came to a verdict fares against this. */
    Outcome outcome(RunSummary summary) {
        if (this == FINDINGS) {
            boolean all = summary.coverage().stream().allMatch(Coverage::met);
            return all ? Outcome.AS_EXPECTED : Outcome.SURPRISING;
        }
        String word = summary.word();
        if (this != CLAIMS && word.equals(word())) {
            return Outcome.AS_EXPECTED;
        }
        if (word.equals("unknown")) {
            return Outcome.UNKNOWN;
        }
        return this == CLAIMS && !summary.grade().equals("surprising")
                ? Outcome.AS_EXPECTED
                : Outcome.SURPRISING;
    }
}
