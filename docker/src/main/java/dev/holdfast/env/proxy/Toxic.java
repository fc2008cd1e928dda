package dev.holdfast.env.proxy;

import java.util.Map;

/**
 * A toxic as the API knows it: a rule for every connection of one proxy, in one stream.
 *
 * @param id the same before and after an update, never used twice in one proxy
 * @param name unique in its proxy
 * @param type its kind
 * @param stream the stream that it acts on
 * @param toxicity the share of connections that it acts on, 0 to 1
 * @param attributes all attributes of its kind, by name; times in milliseconds unless said
 */
record Toxic(
        long id,
        String name,
        ToxicType type,
        StreamName stream,
        double toxicity,
        Map<String, Long> attributes) {

    Toxic {
        attributes = Map.copyOf(attributes);
    }

    long attribute(String key) {
        Long value = attributes.get(key);
        return value == null ? 0 : value;
    }

    Toxic with(double newToxicity, Map<String, Long> newAttributes) {
        return new Toxic(id, name, type, stream, newToxicity, newAttributes);
    }
}
