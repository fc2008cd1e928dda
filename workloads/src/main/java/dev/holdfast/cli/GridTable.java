package dev.holdfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.checker.bench.CellResult;
import dev.holdfast.checker.generate.Plan;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the results of a grid are printed while they come: a table, or a line of JSON each. */
final class GridTable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintWriter out;
    private final boolean json;
    private int cells;
    private int right;
    private int wrong;

    GridTable(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void head() {
        if (!json) {
            out.println(
                    "| model | operations | clients | info | history | engine | verdict | ms | proof ms | MB |");
            out.println("|---|---|---|---|---|---|---|---|---|---|");
            out.flush();
        }
    }

    void add(CellResult result) {
        cells++;
        right += result.isRight() ? 1 : 0;
        wrong += result.isWrong() ? 1 : 0;
        out.println(json ? json(result) : row(result));
        out.flush();
    }

    /** The last line, and the exit code: 1 if a verdict was wrong, 2 if one was not definite. */
    int end() {
        if (!json) {
            out.printf("%d of %d verdicts definite and right, %d wrong%n", right, cells, wrong);
        }
        if (wrong > 0) {
            return ExitCode.INVALID;
        }
        return right == cells ? ExitCode.VALID : ExitCode.UNKNOWN;
    }

    private static String history(Plan plan) {
        String shape = plan.shape().label();
        return (shape.equals("steady") ? "" : shape + " ") + plan.kind().label();
    }

    private static String row(CellResult r) {
        Plan plan = r.cell().plan();
        String engine = r.engine().equals("auto") ? r.decidedBy() : r.engine();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %s %% | %s | %s | %s%s | %.1f | %s | %s |",
                r.cell().model().name(),
                plan.operations(),
                plan.clients(),
                percent(plan.infoShare()),
                history(plan),
                engine,
                r.word(),
                r.isWrong() ? " (WRONG)" : r.isRight() ? "" : " (" + r.reason() + ")",
                r.decided().toNanos() / NANOS_PER_MILLI,
                r.word().equals("invalid") ? r.explained().toMillis() : "–",
                r.peakBytes() == 0 ? "–" : Long.toString(r.peakBytes() >> 20));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f", 100 * share).replaceFirst("\\.?0+$", "");
    }

    private static String json(CellResult r) {
        Plan plan = r.cell().plan();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", r.cell().model().name());
        tree.put("operations", plan.operations());
        tree.put("clients", plan.clients());
        tree.put("info", plan.infoShare());
        tree.put("values", plan.values());
        tree.put("objects", plan.partitions());
        tree.put("kind", plan.kind().label());
        tree.put("shape", plan.shape().label());
        tree.put("seed", r.cell().seed());
        tree.put("engine", r.engine());
        tree.put("decided-by", r.decidedBy());
        tree.put("verdict", r.word());
        tree.put("expected", r.cell().expected());
        tree.put("reason", r.reason());
        tree.put("decided-ms", r.decided().toNanos() / NANOS_PER_MILLI);
        tree.put("explained-ms", r.explained().toNanos() / NANOS_PER_MILLI);
        tree.put("peak-mb", r.peakBytes() >> 20);
        tree.put("configurations", r.explored());
        try {
            return new ObjectMapper().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
