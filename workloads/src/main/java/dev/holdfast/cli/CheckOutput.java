package dev.holdfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.io.EdnText;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file's verdict as {@code check} prints it: a line for people, or one line of JSON or EDN for
 * programs.
 *
 * @param file the name as it was given
 * @param model what it was held against
 * @param verdict the answer
 * @param facts how the answer was come by, in order: engine, semantics, counts, time
 * @param notes what had to be tolerated in the file
 */
record CheckOutput(
        String file, String model, Verdict verdict, Map<String, Object> facts, List<String> notes) {

    /** How verdicts are printed. */
    enum Format {
        TEXT,
        JSON,
        EDN
    }

    /** The whole output in {@code format}; the argument only if {@code explains}. */
    String in(Format format, boolean explains) {
        return switch (format) {
            case TEXT -> text(explains);
            case JSON -> json(tree());
            case EDN -> EdnText.write(tree());
        };
    }

    private String text(boolean explains) {
        StringBuilder s = new StringBuilder(Plain.line("%s: %s".formatted(file, words())));
        List<String> told = told();
        if (!told.isEmpty()) {
            s.append(Plain.line(" [" + String.join("; ", told) + "]"));
        }
        if (explains && verdict instanceof Verdict.Invalid invalid) {
            invalid.evidence()
                    .argument()
                    .lines()
                    .forEach(l -> s.append("\n  ").append(Plain.line(l)));
        }
        return s.toString();
    }

    /** The notes, and what the operations were taken to mean, which a valid one's basis says. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        if (!(verdict instanceof Verdict.Valid)) {
            facts.forEach(
                    (name, fact) -> {
                        if (name.equals("semantics")) {
                            told.add(String.valueOf(fact));
                        } else if (name.equals("fails")) {
                            told.add("fails " + fact);
                        }
                    });
        }
        told.addAll(notes);
        return told;
    }

    private String words() {
        if (verdict instanceof Verdict.Valid valid) {
            return "valid (" + valid.basis() + ")";
        }
        if (verdict instanceof Verdict.Unknown unknown) {
            return "unknown (" + unknown.reason() + ")";
        }
        return "invalid (" + ((Verdict.Invalid) verdict).evidence().summary() + ")";
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file);
        tree.put("model", model);
        tree.put("verdict", verdict.word());
        if (verdict instanceof Verdict.Valid valid) {
            tree.put("basis", valid.basis());
        } else if (verdict instanceof Verdict.Unknown unknown) {
            tree.put("reason", unknown.reason());
        } else if (verdict instanceof Verdict.Invalid invalid) {
            tree.put("evidence", evidence(invalid.evidence()));
        }
        tree.putAll(facts);
        if (!notes.isEmpty()) {
            tree.put("notes", notes);
        }
        return tree;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", evidence.kind());
        tree.put("summary", evidence.summary());
        tree.put("argument", evidence.argument());
        List<Object> ops = new ArrayList<>();
        evidence.ops().forEach(op -> ops.add(op(op)));
        tree.put("ops", ops);
        List<Object> steps = new ArrayList<>();
        for (Evidence.Step step : evidence.steps()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("op", (long) step.op());
            told.put("before", step.before());
            told.put("after", step.after());
            steps.add(told);
        }
        tree.put("steps", steps);
        return tree;
    }

    private static Map<String, Object> op(Op op) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("index", (long) op.index());
        if (op.timeNanos() != Op.NO_TIME) {
            told.put("time", op.timeNanos());
        }
        told.put("process", op.isNemesis() ? "nemesis" : (Object) (long) op.process());
        told.put("type", op.type().label());
        told.put("f", op.f());
        told.put("value", op.value());
        if (op.error() != null) {
            told.put("error", op.error());
        }
        return told;
    }

    private static String json(Map<String, Object> tree) {
        try {
            return new ObjectMapper().writeValueAsString(plain(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keywords become strings with their colon, as in our histories. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Keyword) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            map.forEach((k, v) -> out.put(String.valueOf(k), plain(v)));
            return out;
        }
        if (value instanceof List<?> list) {
            List<Object> out = new ArrayList<>();
            list.forEach(v -> out.add(plain(v)));
            return out;
        }
        return value;
    }
}
