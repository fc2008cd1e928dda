package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Promise;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the runner needs to know of an implementation whose class it never loads.
 *
 * @param name as the implementation calls itself
 * @param sharing who may hold one of its locks at the same time
 * @param shortestLease what a run takes at the least, a whole number of seconds from 1 to 600
 * @param ledgerService which of its services keeps the ledger; empty for one apart
 */
public record SubjectDescription(
        String name,
        String summary,
        Topology topology,
        Claims claims,
        Sharing sharing,
        Guard guard,
        Duration shortestLease,
        Optional<String> ledgerService) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final int SUMMARY_MAX = 200;
    private static final int LEASE_SECONDS_MAX = 600;

    /**
     * The description of {@code system}.
     *
     * @throws IllegalArgumentException if it does not describe itself as it must
     */
    public static SubjectDescription of(LockSystem system) {
        String name = answered("name()", system.name());
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name() is '%s', not 1 to 60 lower-case letters, digits and dashes"
                            .formatted(Outcome.oneLine(name)));
        }
        if (answered("summary()", system.summary()).length() > SUMMARY_MAX) {
            throw new IllegalArgumentException(
                    "summary() is longer than " + SUMMARY_MAX + " characters");
        }
        return new SubjectDescription(
                name,
                system.summary(),
                answered("topology()", system.topology()),
                answered("claims()", system.claims()),
                answered("sharing()", system.sharing()),
                answered("guard()", system.guard()),
                seconds(answered("shortestLease()", system.shortestLease())),
                answered("ledgerService()", system.ledgerService()));
    }

    private static Duration seconds(Duration lease) {
        boolean isWhole = Duration.ofSeconds(lease.toSeconds()).equals(lease);
        if (!isWhole || lease.toSeconds() < 1 || lease.toSeconds() > LEASE_SECONDS_MAX) {
            throw new IllegalArgumentException(
                    "shortestLease() is %s, not a whole number of seconds from 1 to %d"
                            .formatted(lease, LEASE_SECONDS_MAX));
        }
        return lease;
    }

    /** A user's class may well answer null where it must not. */
    private static <T> T answered(String method, @Nullable T answer) {
        if (answer == null) {
            throw new IllegalArgumentException(method + " returned null");
        }
        return answer;
    }

    /** One line of JSON. */
    public String toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", name).put("summary", summary).put("guard", guard.name());
        json.put("shortest-lease-ms", shortestLease.toMillis());
        ledgerService.ifPresent(service -> json.put("ledger-service", service));
        ArrayNode services = json.putArray("services");
        for (Service service : topology.services()) {
            services.addObject()
                    .put("name", service.name())
                    .put("kind", service.kind().name())
                    .put("persistence", service.persistence().name())
                    .put("replicas", service.replicas());
        }
        ObjectNode share = json.putObject("sharing");
        share.put("permits", sharing.permits()).put("depth", sharing.depth());
        ArrayNode modes = share.putArray("modes");
        sharing.modes().stream().sorted().forEach(m -> modes.add(m.name()));
        ArrayNode promises = json.putArray("promises");
        claims.promises().stream().sorted().forEach(p -> promises.add(p.name()));
        ObjectNode breaks = json.putObject("breaks");
        for (Promise promise : Promise.values()) {
            Set<Hazard> hazards = claims.breaks().getOrDefault(promise, Set.of());
            if (!hazards.isEmpty()) {
                ArrayNode list = breaks.putArray(promise.name());
                hazards.stream().sorted().forEach(h -> list.add(h.name()));
            }
        }
        return json.toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws AgentException if it is something else
     */
    public static SubjectDescription parse(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            List<Service> services = new ArrayList<>();
            for (JsonNode service : node.required("services")) {
                services.add(
                        new Service(
                                service.required("name").asText(),
                                ServerKind.valueOf(service.required("kind").asText()),
                                Persistence.valueOf(service.required("persistence").asText()),
                                service.required("replicas").asInt()));
            }
            return new SubjectDescription(
                    node.required("name").asText(),
                    node.required("summary").asText(),
                    new Topology(services),
                    claims(node),
                    sharing(node.required("sharing")),
                    Guard.valueOf(node.required("guard").asText()),
                    seconds(Duration.ofMillis(node.required("shortest-lease-ms").asLong())),
                    Optional.ofNullable(node.get("ledger-service")).map(JsonNode::asText));
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw new AgentException(
                    "not the description of a subject: " + Outcome.oneLine(json), e);
        }
    }

    private static Sharing sharing(JsonNode node) {
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        node.required("modes").forEach(m -> modes.add(Mode.valueOf(m.asText())));
        return new Sharing(modes, node.required("permits").asInt(), node.required("depth").asInt());
    }

    private static Claims claims(JsonNode node) {
        Set<Promise> promises = EnumSet.noneOf(Promise.class);
        node.required("promises").forEach(p -> promises.add(Promise.valueOf(p.asText())));
        Map<Promise, Set<Hazard>> breaks = new EnumMap<>(Promise.class);
        for (var entry : node.required("breaks").properties()) {
            Set<Hazard> hazards = EnumSet.noneOf(Hazard.class);
            entry.getValue().forEach(h -> hazards.add(Hazard.valueOf(h.asText())));
            breaks.put(Promise.valueOf(entry.getKey()), Set.copyOf(hazards));
        }
        return new Claims(promises, breaks);
    }
}
