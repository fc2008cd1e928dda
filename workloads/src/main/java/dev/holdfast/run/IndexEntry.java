package dev.holdfast.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.fault.Faults;
import dev.holdfast.report.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the index says of a run.
 *
 * @param run its folder, relative to the store
 * @param persistence what a kill left, in lower case
 * @param started ISO 8601 in UTC
 * @param verdict {@code valid}, {@code invalid}, {@code unknown}, or {@code failed} where the rig
 *     did and there is no verdict
 * @param grade as in the summary; empty where nothing was claimed
 * @param broken the checks of promised things that failed
 * @param more what else is known, such as the suite that it belongs to
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IndexEntry(
        String run,
        String subject,
        String workload,
        List<String> faults,
        long seed,
        String persistence,
        String started,
        String verdict,
        String grade,
        List<String> broken,
        Map<String, String> more) {

    /** The verdict of a run that has none because the rig failed. */
    public static final String FAILED = "failed";

    /**
     * In {@link #more}: the one promise to which a run held its subject, whatever that promises;
     * its verdict is none on the subject.
     */
    public static final String HELD_TO = "held-to";

    static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Fields that an older line lacks are empty. */
    @SuppressWarnings("NullAway") // The JSON library passes null for what is not there.
    public IndexEntry {
        run = text(run);
        subject = text(subject);
        workload = text(workload);
        faults = faults == null ? List.of() : List.copyOf(faults);
        persistence = text(persistence);
        started = text(started);
        verdict = text(verdict);
        grade = text(grade);
        broken = broken == null ? List.of() : List.copyOf(broken);
        more = more == null ? Map.of() : Map.copyOf(more);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    static IndexEntry of(String run, RunPlan plan, RunSummary summary, Map<String, String> more) {
        return new IndexEntry(
                run,
                summary.subject(),
                summary.workload(),
                summary.faults(),
                summary.seed(),
                persistence(plan),
                summary.startedAt(),
                summary.word(),
                summary.grade(),
                summary.checks().stream()
                        .filter(c -> c.promised() && c.verdict().word().equals("invalid"))
                        .map(RunSummary.Check::name)
                        .toList(),
                more);
    }

    /** The line of a run whose rig failed. */
    public static IndexEntry failed(
            String run, RunPlan plan, String subject, String started, Map<String, String> more) {
        return new IndexEntry(
                run,
                subject,
                plan.workload(),
                plan.faults().isEmpty() ? List.of(Faults.NONE) : plan.faults(),
                plan.seed(),
                persistence(plan),
                started,
                FAILED,
                "",
                List.of(),
                more);
    }

    private static String persistence(RunPlan plan) {
        return plan.persistence().name().toLowerCase(Locale.ROOT);
    }
}
