package dev.holdfast.impl.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The form of payments and statements on the wire. */
final class CommitWire {
    private static final JsonMapper MAPPER = new JsonMapper();

    private CommitWire() {}

    static void payment(ObjectNode request, Payment payment) {
        request.put("payment", payment.id());
        ArrayNode legs = request.putArray("legs");
        for (Leg leg : payment.legs()) {
            legs.addArray().add(leg.participant()).add(leg.account()).add(leg.amount());
        }
    }

    static Payment payment(JsonNode request) {
        List<Leg> legs = new ArrayList<>();
        for (JsonNode leg : request.required("legs")) {
            legs.add(
                    new Leg(
                            leg.required(0).asText(),
                            leg.required(1).asText(),
                            leg.required(2).asLong()));
        }
        return new Payment(request.required("payment").asText(), legs);
    }

    /** Adds a statement to the reply {@code line}. */
    static String with(String line, Statement statement) {
        ObjectNode reply = (ObjectNode) Wire.parse(line);
        ObjectNode json = reply.putObject("statement");
        ObjectNode balances = json.putObject("balances");
        new TreeMap<>(statement.balances()).forEach(balances::put);
        ArrayNode entries = json.putArray("entries");
        for (Statement.Entry entry : statement.entries()) {
            entries.addArray().add(entry.payment()).add(entry.account()).add(entry.amount());
        }
        ArrayNode inDoubt = json.putArray("in-doubt");
        statement.inDoubt().forEach(inDoubt::add);
        return reply.toString();
    }

    /** The statement in a reply. @throws IllegalArgumentException if there is none */
    static Statement statement(JsonNode reply) {
        JsonNode json = reply.required("statement");
        Map<String, Long> balances = new TreeMap<>();
        for (var balance : json.required("balances").properties()) {
            balances.put(balance.getKey(), balance.getValue().asLong());
        }
        List<Statement.Entry> entries = new ArrayList<>();
        for (JsonNode entry : json.required("entries")) {
            entries.add(
                    new Statement.Entry(
                            entry.required(0).asText(),
                            entry.required(1).asText(),
                            entry.required(2).asLong()));
        }
        List<String> inDoubt = new ArrayList<>();
        json.required("in-doubt").forEach(id -> inDoubt.add(id.asText()));
        return new Statement(balances, entries, inDoubt);
    }

    static String opening(Map<String, Map<String, Long>> opening) {
        TreeMap<String, Map<String, Long>> sorted = new TreeMap<>();
        opening.forEach(
                (participant, accounts) -> sorted.put(participant, new TreeMap<>(accounts)));
        try {
            return MAPPER.writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written: " + opening, e);
        }
    }

    /**
     * Reads what {@link #opening(Map)} wrote.
     *
     * @throws AgentException in one line, if it is something else
     */
    static Map<String, Map<String, Long>> opening(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<Map<String, Map<String, Long>>>() {});
        } catch (JsonProcessingException e) {
            throw new AgentException(
                    "--opening is not {participant: {account: balance}}: "
                            + Outcome.oneLine(e.getOriginalMessage()),
                    e);
        }
    }
}
