package dev.holdfast.impl.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.lock.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The form of requests and replies: one JSON object per line, matched by {@code id}. */
final class Wire {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Wire() {}

    static ObjectNode request(long id, String call) {
        return MAPPER.createObjectNode().put("id", id).put("call", call);
    }

    /** Left out for what every lock has. */
    static void mode(ObjectNode request, Mode mode) {
        if (mode != Mode.EXCLUSIVE) {
            request.put("mode", mode.name().toLowerCase(Locale.ROOT));
        }
    }

    static Mode mode(JsonNode request) {
        return Mode.valueOf(
                request.path("mode").asText(Mode.EXCLUSIVE.name()).toUpperCase(Locale.ROOT));
    }

    static String reply(long id, Outcome outcome) {
        ObjectNode json = MAPPER.createObjectNode().put("id", id);
        json.put("type", outcome.type().name().toLowerCase(Locale.ROOT));
        if (!outcome.error().isEmpty()) {
            json.put("error", outcome.error());
        }
        if (outcome.grant() >= 0) {
            json.put("grant", outcome.grant());
        }
        outcome.token().ifPresent(token -> json.put("token", token));
        outcome.lease().ifPresent(lease -> json.put("lease-ms", lease.toMillis()));
        outcome.session().ifPresent(session -> json.put("session-ms", session.toMillis()));
        if (outcome.confirmed()) {
            json.put("confirmed", true);
        }
        if (outcome.renewed()) {
            json.put("renewed", true);
        }
        if (!outcome.version().isEmpty()) {
            json.put("version", outcome.version()).put("balance", outcome.balance());
        }
        return json.toString();
    }

    static String time(long id, long epochMillis) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("type", "ok")
                .put("epoch-ms", epochMillis)
                .toString();
    }

    /** The time in a reply; empty if there is none. */
    static Optional<Instant> time(JsonNode json) {
        return json.has("epoch-ms")
                ? Optional.of(Instant.ofEpochMilli(json.get("epoch-ms").asLong()))
                : Optional.empty();
    }

    static String stalled(long id, long millis) {
        return MAPPER.createObjectNode()
                .put("id", id)
                .put("type", "ok")
                .put("stalled-ms", millis)
                .toString();
    }

    /** How long the agent stood still, by a reply, in milliseconds; 0 if that does not say so. */
    static long stalledMillis(JsonNode json) {
        return json.path("stalled-ms").asLong(0);
    }

    static Outcome outcome(JsonNode json) {
        return new Outcome(
                Outcome.Type.valueOf(json.required("type").asText().toUpperCase(Locale.ROOT)),
                json.path("error").asText(""),
                json.path("grant").asLong(-1),
                optionalLong(json, "token"),
                optionalMillis(json, "lease-ms"),
                optionalMillis(json, "session-ms"),
                json.path("confirmed").asBoolean(false),
                json.path("renewed").asBoolean(false),
                json.path("version").asText(""),
                json.path("balance").asLong(0));
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException if the line is not a JSON object
     */
    static JsonNode parse(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + Outcome.oneLine(line), e);
        }
        throw new IllegalArgumentException("not a JSON object: " + Outcome.oneLine(line));
    }

    static OptionalLong optionalLong(JsonNode json, String field) {
        return json.has(field) ? OptionalLong.of(json.get(field).asLong()) : OptionalLong.empty();
    }

    static Optional<Duration> optionalMillis(JsonNode json, String field) {
        return json.has(field)
                ? Optional.of(Duration.ofMillis(json.get(field).asLong()))
                : Optional.empty();
    }
}
