package dev.holdfast.impl.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * A server, or several that are one service: a primary with replicas behind it, or an ensemble.
 *
 * @param name what clients call it: lower-case letters, digits and dashes
 * @param kind which server
 * @param persistence what survives kill -9
 * @param replicas how many asynchronous replicas stand behind the primary, or how many further
 *     members an ensemble has, 0 to 8
 */
public record Service(String name, ServerKind kind, Persistence persistence, int replicas) {

    public Service {
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException(
                    "service name '"
                            + name
                            + "' is not 1 to 31 lower-case letters, digits and dashes");
        }
        if (replicas < 0 || replicas > 8) {
            throw new IllegalArgumentException(
                    "service " + name + " has " + replicas + " replicas, not 0 to 8");
        }
        if (kind == ServerKind.KAFKA && replicas > 0) {
            throw new IllegalArgumentException(
                    "service " + name + " has " + replicas + " replicas; Kafka is one broker here");
        }
    }

    /**
     * The names of its server nodes, the first primary first: the service's own name if it is one.
     */
    public List<String> nodes() {
        if (replicas == 0) {
            return List.of(name);
        }
        List<String> nodes = new ArrayList<>();
        for (int i = 1; i <= replicas + 1; i++) {
            nodes.add(name + "-" + i);
        }
        return nodes;
    }

    /**
     * What an agent has a link to each: every member of an ensemble, else the service itself; see
     * {@link Topology#endpoints} for one that is watched.
     */
    public List<String> endpoints() {
        return kind.isEnsemble() ? nodes() : List.of(name);
    }

    /** Whether it has asynchronous replicas, of which one can be promoted. */
    public boolean isReplicated() {
        return replicas > 0 && !kind.isEnsemble();
    }

    /** The same service with this persistence. */
    public Service with(Persistence other) {
        return new Service(name, kind, other, replicas);
    }

    /** The same service with this many replicas. */
    public Service withReplicas(int count) {
        return new Service(name, kind, persistence, count);
    }
}
