package dev.holdfast.report;

import dev.holdfast.checker.verdict.Verdict;
import java.util.List;

/**
 * The outcome of a run, as {@code verdict.json} keeps it and every report tells it.
 *
 * @param subject the implementation under test
 * @param workload the workload's name
 * @param faults the kinds of fault, in order
 * @param seed the seed of the run
 * @param startedAt when, ISO 8601 in UTC
 * @param durationMillis length of the recorded part
 * @param environment kind and versions, one item each
 * @param reproduce the command that runs the same again
 * @param word {@code valid}, {@code invalid} or {@code unknown}, over all promises that the subject
 *     makes
 * @param grade {@code as expected}, {@code surprising}, or empty where nothing was claimed
 * @param sentence the verdict in one sentence
 * @param checks what each checker said
 * @param coverage what the run had to reach for a valid to count
 * @param counts how many operations ended ok, fail and info
 * @param notes anything that limits what the verdict says: limits reached, things not available
 */
public record RunSummary(
        String subject,
        String workload,
        List<String> faults,
        long seed,
        String startedAt,
        long durationMillis,
        List<String> environment,
        String reproduce,
        String word,
        String grade,
        String sentence,
        List<Check> checks,
        List<Coverage> coverage,
        Counts counts,
        List<String> notes) {

    public RunSummary {
        faults = List.copyOf(faults);
        environment = List.copyOf(environment);
        checks = List.copyOf(checks);
        coverage = List.copyOf(coverage);
        notes = List.copyOf(notes);
    }

    /**
     * One checker's answer.
     *
     * @param name the checker
     * @param promise what valid means for it, in a sentence
     * @param promised whether the subject makes this promise; if not, the answer does not count
     * @param verdict the answer
     * @param grade as in {@link RunSummary}
     * @param tookMillis wall-clock time
     */
    public record Check(
            String name,
            String promise,
            boolean promised,
            Verdict verdict,
            String grade,
            double tookMillis) {}

    /**
     * One thing that a run must reach.
     *
     * @param what in words, for example {@code acquires that succeeded during pause}
     * @param reached how often it was seen
     * @param needed how often it has to be seen
     */
    public record Coverage(String what, long reached, long needed) {
        /** Whether it was seen often enough. */
        public boolean met() {
            return reached >= needed;
        }
    }

    /** How many operations ended how; {@code open} never ended. */
    public record Counts(long ok, long fail, long info, long open) {}
}
