package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
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
 * @param commit of an atomic commit protocol; empty for a lock
 */
public record SubjectDescription(
        String name,
        String summary,
        Topology topology,
        Claims claims,
        Sharing sharing,
        Guard guard,
        Duration shortestLease,
        Optional<String> ledgerService,
        Optional<CommitTraits> commit) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final int SUMMARY_MAX = 200;
    private static final int LEASE_SECONDS_MAX = 600;

    /**
     * The description of {@code subject}.
     *
     * @throws IllegalArgumentException if it does not describe itself as it must
     */
    public static SubjectDescription of(Subject subject) {
        String name = answered("name()", subject.name());
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name() is '%s', not 1 to 60 lower-case letters, digits and dashes"
                            .formatted(Outcome.oneLine(name)));
        }
        if (answered("summary()", subject.summary()).length() > SUMMARY_MAX) {
            throw new IllegalArgumentException(
                    "summary() is longer than " + SUMMARY_MAX + " characters");
        }
        SubjectDescription common =
                new SubjectDescription(
                        name,
                        subject.summary(),
                        answered("topology()", subject.topology()),
                        answered("claims()", subject.claims()),
                        Sharing.MUTEX,
                        Guard.NONE,
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty());
        if (subject instanceof LockSystem lock) {
            return common.lock(lock);
        }
        return subject instanceof CommitSystem commit ? common.commit(commit) : common;
    }

    private SubjectDescription lock(LockSystem lock) {
        return new SubjectDescription(
                name,
                summary,
                topology,
                claims,
                answered("sharing()", lock.sharing()),
                answered("guard()", lock.guard()),
                seconds(answered("shortestLease()", lock.shortestLease())),
                answered("ledgerService()", lock.ledgerService()),
                Optional.empty());
    }

    private SubjectDescription commit(CommitSystem system) {
        return new SubjectDescription(
                name,
                summary,
                topology,
                claims,
                sharing,
                guard,
                shortestLease,
                ledgerService,
                Optional.of(
                        new CommitTraits(
                                answered("cast()", system.cast()),
                                answered("points()", system.points()))));
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
        commit.ifPresent(traits -> write(traits, json.putObject("commit")));
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

    private static void write(CommitTraits traits, ObjectNode json) {
        json.put("coordinators", traits.cast().coordinators());
        json.put("participant-agents", traits.cast().participantAgents());
        ArrayNode listening = json.putArray("listening");
        traits.cast().listening().stream().sorted().forEach(r -> listening.add(r.name()));
        ArrayNode services = json.putArray("participant-services");
        traits.cast().participantServices().forEach(services::add);
        ArrayNode points = json.putArray("points");
        traits.points().stream().map(Point::label).sorted().forEach(points::add);
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
                    Optional.ofNullable(node.get("ledger-service")).map(JsonNode::asText),
                    Optional.ofNullable(node.get("commit")).map(SubjectDescription::commit));
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

    private static CommitTraits commit(JsonNode node) {
        List<String> services = new ArrayList<>();
        node.required("participant-services").forEach(s -> services.add(s.asText()));
        Set<Role> listening = EnumSet.noneOf(Role.class);
        node.required("listening").forEach(r -> listening.add(Role.valueOf(r.asText())));
        Set<Point> points = new HashSet<>();
        node.required("points").forEach(p -> points.add(Point.parse(p.asText())));
        return new CommitTraits(
                new Cast(
                        node.required("coordinators").asInt(),
                        node.required("participant-agents").asInt(),
                        services,
                        listening),
                points);
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
