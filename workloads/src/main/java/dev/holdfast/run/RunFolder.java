package dev.holdfast.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.EdnWriter;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.SummaryJson;
import dev.holdfast.report.html.HtmlReport;
import dev.holdfast.report.text.JunitXml;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Everything that one run left behind: plan, history, verdict, report and the nodes' own files.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    /** {@code plan.json}. */
    public Path plan() {
        return path.resolve("plan.json");
    }

    /** {@code history.jsonl}. */
    public Path history() {
        return path.resolve("history.jsonl");
    }

    /** {@code verdict.json}. */
    public Path verdict() {
        return path.resolve("verdict.json");
    }

    /** {@code report.html}. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** {@code nodes}, with a folder for every server and agent. */
    public Path nodes() {
        return path.resolve("nodes");
    }

    /** Writes the plan. */
    public void write(RunPlan plan) throws IOException {
        Files.writeString(plan(), JSON.writeValueAsString(plan) + "\n");
    }

    /**
     * Reads the plan back.
     *
     * @throws IllegalArgumentException in one line, if it is not there or not a plan
     */
    public RunPlan readPlan() {
        try {
            return JSON.readValue(Files.readString(plan()), RunPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is not a plan: %s".formatted(plan(), why(e)), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read: is %s a run folder?".formatted(plan(), path), e);
        }
    }

    private static String why(JsonProcessingException e) {
        String where =
                e instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(
                                        step ->
                                                step.getFieldName() == null
                                                        ? "[" + step.getIndex() + "]"
                                                        : step.getFieldName())
                                .collect(Collectors.joining(" "))
                        : "";
        Throwable cause = e.getCause();
        String what =
                cause instanceof IllegalArgumentException
                        ? String.valueOf(cause.getMessage())
                        : cause instanceof NullPointerException
                                ? "something is null where nothing may be"
                                : e.getOriginalMessage()
                                        .replaceFirst("(?s)^Missing creator property.*", "missing")
                                        .replaceFirst("(?s)^Null value for creator.*", "null");
        return where.isEmpty() ? what : where + ": " + what;
    }

    /** Writes verdict, report, JUnit XML and the history as EDN. */
    public void write(RunSummary summary, History history) throws IOException {
        SummaryJson.write(summary, verdict());
        try (EdnWriter out = new EdnWriter(Files.newBufferedWriter(path.resolve("history.edn")))) {
            out.writeAll(history);
        }
        try (BufferedWriter out = Files.newBufferedWriter(path.resolve("junit.xml"))) {
            JunitXml.render(summary, out);
        }
        writeReport(summary, history);
    }

    /** Writes the report alone. */
    public void writeReport(RunSummary summary, History history) throws IOException {
        HtmlReport.render(summary, history, report());
    }
}
