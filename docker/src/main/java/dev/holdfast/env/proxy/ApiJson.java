package dev.holdfast.env.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The API's JSON, both ways. Immutable. */
final class ApiJson {
    private final ObjectMapper mapper;

    ApiJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The parts of a path, decoded. */
    static List<String> path(String rawPath) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < rawPath.length()) {
            int slash = rawPath.indexOf('/', from);
            int to = slash < 0 ? rawPath.length() : slash;
            if (to > from) {
                // URLDecoder is meant for forms, where a plus is a space; in a path it is a plus.
                String part = rawPath.substring(from, to).replace("+", "%2B");
                parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
            }
            from = to + 1;
        }
        return parts;
    }

    ObjectNode error(int status, String message) {
        return mapper.createObjectNode().put("error", message).put("status", status);
    }

    ObjectNode proxy(Proxy proxy) {
        ObjectNode node =
                mapper.createObjectNode()
                        .put("name", proxy.name())
                        .put("listen", proxy.listen())
                        .put("upstream", proxy.upstream())
                        .put("enabled", proxy.isEnabled());
        node.set("toxics", toxics(proxy.toxics()));
        return node;
    }

    ArrayNode toxics(List<Toxic> toxics) {
        ArrayNode array = mapper.createArrayNode();
        for (Toxic toxic : toxics) {
            array.add(toxic(toxic));
        }
        return array;
    }

    ObjectNode toxic(Toxic toxic) {
        ObjectNode attributes = mapper.createObjectNode();
        for (String key : toxic.type().attributes()) {
            attributes.put(key, toxic.attribute(key));
        }
        ObjectNode node = mapper.createObjectNode();
        node.set("attributes", attributes);
        return node.put("name", toxic.name())
                .put("type", toxic.type().json())
                .put("stream", toxic.stream().json())
                .put("toxicity", toxic.toxicity());
    }

    /** Reads a toxic to be added: downstream and always, unless said. */
    Toxic newToxic(JsonNode body) {
        StreamName stream = StreamName.parse(text(body, "stream", "downstream"));
        String typeName = text(body, "type", "");
        String name = text(body, "name", "");
        ToxicType type = ToxicType.parse(typeName);
        return new Toxic(
                0,
                name.isEmpty() ? typeName + "_" + stream.json() : name,
                type,
                stream,
                number(body, "toxicity", 1),
                attributes(type, body, Map.of()));
    }

    /** What {@code toxic} is after the changes in {@code body}. */
    Toxic update(Toxic toxic, JsonNode body) {
        return toxic.with(
                number(body, "toxicity", toxic.toxicity()),
                attributes(toxic.type(), body, toxic.attributes()));
    }

    private static Map<String, Long> attributes(
            ToxicType type, JsonNode body, Map<String, Long> old) {
        Map<String, Long> values = new TreeMap<>(old);
        JsonNode given = body.path("attributes");
        for (String key : type.attributes()) {
            JsonNode value = given.path(key);
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new ApiException(
                        400, "bad request body: attribute " + key + " is not a whole number");
            }
            values.put(key, value.longValue());
        }
        return values;
    }

    String required(JsonNode body, String key, String where) {
        String value = text(body, key, "");
        if (value.isEmpty()) {
            throw new ApiException(400, "missing required field: " + key + where);
        }
        return value;
    }

    String text(JsonNode body, String key, String otherwise) {
        JsonNode value = body.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new ApiException(400, "bad request body: " + key + " is not a string");
        }
        return value.textValue();
    }

    boolean flag(JsonNode body, String key, boolean otherwise) {
        JsonNode value = body.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new ApiException(400, "bad request body: " + key + " is not true or false");
        }
        return value.booleanValue();
    }

    private static double number(JsonNode body, String key, double otherwise) {
        JsonNode value = body.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw new ApiException(400, "bad request body: " + key + " is not a number");
        }
        return value.doubleValue();
    }
}
