package dev.holdfast.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file format of {@code verdict.json}: a {@link RunSummary} as indented JSON whose fields
 * always stand in the same order, the verdict first.
 *
 * <p>Reading is strict: unknown, missing and ill-typed fields are errors. The file is pure ASCII,
 * so that any string survives, lone surrogates included. Values of ops come back as they were,
 * except that keywords become strings with a colon, that keys become strings without lone
 * surrogates, and that numbers which are not finite become strings. All methods may be called from
 * any thread.
 */
public final class SummaryJson {
    private static final int CHARS_MAX = 256 << 20;

    /** What we write we must be able to read, whatever a user's values and their keys are. */
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder()
                    .maxStringLength(CHARS_MAX)
                    .maxNameLength(CHARS_MAX)
                    .build();

    private static final JsonMapper MAPPER =
            JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SummaryJson() {}

    /** The summary as JSON, ending in a newline. */
    public static String write(RunSummary summary) {
        try {
            return MAPPER.writeValueAsString(run(summary)).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain data could not be written", e);
        }
    }

    /** Writes the summary to {@code file}, replacing what was there, whole or not at all. */
    public static void write(RunSummary summary, Path file) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + ".half");
        try {
            Files.writeString(half, write(summary), StandardCharsets.US_ASCII);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /**
     * Reads what {@link #write(RunSummary)} wrote.
     *
     * @throws BadSummaryException if it is not a summary
     */
    public static RunSummary read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new BadSummaryException(
                    "line %d: not JSON: %s"
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    JsonFields.oneLine(e.getOriginalMessage(), 200)));
        }
        if (root == null || root.isMissingNode()) {
            throw new BadSummaryException("at the top: expected an object, found nothing");
        }
        return SummaryReader.run(root);
    }

    /**
     * Reads the summary in {@code file}; the error names the file.
     *
     * @throws BadSummaryException if it is not a summary
     */
    public static RunSummary read(Path file) throws IOException {
        String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            return read(json);
        } catch (BadSummaryException e) {
            throw new BadSummaryException(file + ": " + e.getMessage());
        }
    }

    private static ObjectNode run(RunSummary s) {
        ObjectNode node = NODES.objectNode();
        node.put("word", s.word()).put("grade", s.grade()).put("sentence", s.sentence());
        node.put("subject", s.subject()).put("workload", s.workload());
        node.set("faults", texts(s.faults()));
        node.put("seed", s.seed()).put("startedAt", s.startedAt());
        node.put("durationMillis", s.durationMillis()).put("reproduce", s.reproduce());
        node.putObject("counts")
                .put("ok", s.counts().ok())
                .put("fail", s.counts().fail())
                .put("info", s.counts().info())
                .put("open", s.counts().open());
        ArrayNode checks = node.putArray("checks");
        s.checks().forEach(c -> checks.add(check(c)));
        ArrayNode coverage = node.putArray("coverage");
        for (RunSummary.Coverage c : s.coverage()) {
            coverage.addObject()
                    .put("what", c.what())
                    .put("reached", c.reached())
                    .put("needed", c.needed());
        }
        node.set("environment", texts(s.environment()));
        node.set("notes", texts(s.notes()));
        return node;
    }

    private static ObjectNode check(RunSummary.Check check) {
        ObjectNode node = NODES.objectNode();
        node.put("name", check.name()).put("promise", check.promise());
        node.put("promised", check.promised()).put("grade", check.grade());
        node.put("tookMillis", check.tookMillis());
        ObjectNode verdict = node.putObject("verdict").put("word", check.verdict().word());
        if (check.verdict() instanceof Verdict.Valid valid) {
            verdict.put("basis", valid.basis());
        } else if (check.verdict() instanceof Verdict.Unknown unknown) {
            verdict.put("reason", unknown.reason());
        } else if (check.verdict() instanceof Verdict.Invalid invalid) {
            verdict.set("evidence", evidence(invalid.evidence()));
        }
        return node;
    }

    private static ObjectNode evidence(Evidence evidence) {
        ObjectNode node = NODES.objectNode();
        node.put("kind", evidence.kind()).put("summary", evidence.summary());
        node.put("argument", evidence.argument());
        ArrayNode ops = node.putArray("ops");
        evidence.ops().forEach(op -> ops.add(op(op)));
        ArrayNode steps = node.putArray("steps");
        for (Evidence.Step step : evidence.steps()) {
            steps.addObject()
                    .put("op", step.op())
                    .put("before", step.before())
                    .put("after", step.after());
        }
        return node;
    }

    private static ObjectNode op(Op op) {
        ObjectNode node = NODES.objectNode();
        node.put("index", op.index());
        if (op.timeNanos() != Op.NO_TIME) {
            node.put("time", op.timeNanos());
        }
        if (op.isNemesis()) {
            node.put("process", "nemesis");
        } else {
            node.put("process", op.process());
        }
        node.put("type", op.type().label()).put("f", op.f());
        if (op.value() != null) {
            node.set("value", value(op.value()));
        }
        if (op.error() != null) {
            node.put("error", op.error());
        }
        return node;
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Long n) {
            return NODES.numberNode(n);
        }
        if (value instanceof BigInteger n) {
            return NODES.numberNode(n);
        }
        if (value instanceof Double n && Double.isFinite(n)) {
            return NODES.numberNode(n);
        }
        if (value instanceof Boolean b) {
            return NODES.booleanNode(b);
        }
        if (value instanceof List<?> list) {
            ArrayNode node = NODES.arrayNode(list.size());
            list.forEach(item -> node.add(value(item)));
            return node;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            map.forEach((key, item) -> node.set(key(String.valueOf(key)), value(item)));
            return node;
        }
        return NODES.textNode(value.toString());
    }

    /** JSON names, unlike JSON strings, cannot be read back with half a surrogate pair in them. */
    private static String key(String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode node = NODES.arrayNode(texts.size());
        texts.forEach(node::add);
        return node;
    }
}
