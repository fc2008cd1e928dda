package dev.holdfast.suite;

import dev.holdfast.report.RunSummary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What came of a cell.
 *
 * @param outcome how that fares against what was expected
 * @param folder the run's folder; empty where it never got one
 * @param summary the run's outcome; empty if the rig failed
 * @param says the verdict in one sentence, or why there is none
 * @param millis how long it took, start and end of the servers included; 0 if it stood already
 */
public record CellResult(
        Cell cell,
        Outcome outcome,
        Optional<Path> folder,
        Optional<RunSummary> summary,
        String says,
        long millis) {

    static CellResult of(Cell cell, RunSummary summary, Path folder, long millis) {
        return new CellResult(
                cell,
                cell.expect().outcome(summary),
                Optional.of(folder),
                Optional.of(summary),
                summary.sentence(),
                millis);
    }

    /** The verdict, or {@code failed}. */
    public String word() {
        return summary.map(RunSummary::word).orElse("failed");
    }

    /** Whether the subject is known to break here and did not. */
    public boolean escaped() {
        return cell.mayBreak() && word().equals("valid");
    }

    /** The verdict and how it fares, in a few words. */
    public String tells() {
        String word = word();
        if (outcome == Outcome.FAILED) {
            return word;
        }
        return outcome == Outcome.UNKNOWN ? word : word + " (" + outcome.word() + ")";
    }
}
