package dev.holdfast.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reading half of {@link SummaryJson}: a JSON tree to a summary, strictly. */
final class SummaryReader {
    private static final Set<String> WORDS = ordered("valid", "invalid", "unknown");
    private static final Set<String> RUN =
            ordered(
                    "word",
                    "grade",
                    "sentence",
                    "subject",
                    "workload",
                    "faults",
                    "seed",
                    "startedAt",
                    "durationMillis",
                    "reproduce",
                    "counts",
                    "checks",
                    "coverage",
                    "environment",
                    "notes");
    private static final Set<String> COUNTS = ordered("ok", "fail", "info", "open");
    private static final Set<String> CHECK =
            ordered("name", "promise", "promised", "grade", "tookMillis", "verdict");
    private static final Set<String> COVERAGE = ordered("what", "reached", "needed");
    private static final Set<String> EVIDENCE =
            ordered("kind", "summary", "argument", "ops", "steps");
    private static final Set<String> OP =
            ordered("index", "time", "process", "type", "f", "value", "error");
    private static final Set<String> STEP = ordered("op", "before", "after");

    private SummaryReader() {}

    static RunSummary run(JsonNode root) {
        JsonFields f = JsonFields.of(root, "", RUN);
        return new RunSummary(
                f.text("subject"),
                f.text("workload"),
                f.texts("faults"),
                f.whole("seed"),
                f.text("startedAt"),
                f.count("durationMillis"),
                f.texts("environment"),
                f.text("reproduce"),
                f.word("word", WORDS),
                f.text("grade"),
                f.text("sentence"),
                f.each("checks", SummaryReader::check),
                f.each("coverage", SummaryReader::coverage),
                counts(f),
                f.texts("notes"));
    }

    private static RunSummary.Counts counts(JsonFields run) {
        JsonFields f = JsonFields.of(run.node("counts"), run.path("counts"), COUNTS);
        return new RunSummary.Counts(
                f.count("ok"), f.count("fail"), f.count("info"), f.count("open"));
    }

    private static RunSummary.Coverage coverage(JsonFields.Item item) {
        JsonFields f = JsonFields.of(item.node(), item.path(), COVERAGE);
        return new RunSummary.Coverage(f.text("what"), f.count("reached"), f.count("needed"));
    }

    private static RunSummary.Check check(JsonFields.Item item) {
        JsonFields f = JsonFields.of(item.node(), item.path(), CHECK);
        return new RunSummary.Check(
                f.text("name"),
                f.text("promise"),
                f.flag("promised"),
                verdict(f.node("verdict"), f.path("verdict")),
                f.text("grade"),
                f.number("tookMillis"));
    }

    private static Verdict verdict(JsonNode node, String path) {
        JsonFields any = JsonFields.of(node, path, ordered("word", "basis", "reason", "evidence"));
        String word = any.word("word", WORDS);
        if (word.equals("valid")) {
            return new Verdict.Valid(
                    JsonFields.of(node, path, ordered("word", "basis")).text("basis"));
        }
        if (word.equals("unknown")) {
            return new Verdict.Unknown(
                    JsonFields.of(node, path, ordered("word", "reason")).text("reason"));
        }
        JsonFields f = JsonFields.of(node, path, ordered("word", "evidence"));
        return new Verdict.Invalid(evidence(f.node("evidence"), f.path("evidence")));
    }

    private static Evidence evidence(JsonNode node, String path) {
        JsonFields f = JsonFields.of(node, path, EVIDENCE);
        return new Evidence(
                f.text("kind"),
                f.text("summary"),
                f.text("argument"),
                f.each("ops", SummaryReader::op),
                f.each("steps", SummaryReader::step));
    }

    private static Evidence.Step step(JsonFields.Item item) {
        JsonFields f = JsonFields.of(item.node(), item.path(), STEP);
        return new Evidence.Step(f.index("op"), f.text("before"), f.text("after"));
    }

    private static Op op(JsonFields.Item item) {
        JsonFields f = JsonFields.of(item.node(), item.path(), OP);
        JsonNode value = f.nodeOrNull("value");
        return new Op(
                f.index("index"),
                f.nodeOrNull("time") == null ? Op.NO_TIME : f.whole("time"),
                process(f),
                type(f),
                f.text("f"),
                value == null ? null : value(value, f.path("value")),
                f.has("error") ? f.text("error") : null);
    }

    private static int process(JsonFields f) {
        return f.node("process").isTextual() && f.text("process").equals("nemesis")
                ? Op.NEMESIS
                : f.index("process");
    }

    private static OpType type(JsonFields f) {
        String label = f.word("type", ordered("invoke", "ok", "fail", "info"));
        for (OpType type : OpType.values()) {
            if (type.label().equals(label)) {
                return type;
            }
        }
        throw new IllegalStateException("no type has the label " + label);
    }

    private static @Nullable Object value(JsonNode node, String path) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            for (JsonNode child : node) {
                list.add(value(child, path));
            }
            return list;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            map.put(field.getKey(), value(field.getValue(), path));
        }
        return map;
    }

    private static Set<String> ordered(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
