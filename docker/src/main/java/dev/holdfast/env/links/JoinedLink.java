package dev.holdfast.env.links;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A link that is several proxies, because the two nodes talk over several ports; a fault hits them
 * all alike, and the canary goes over the first. Immutable but for what its parts are.
 */
public final class JoinedLink implements Link {
    private final List<ToxiproxyLink> parts;

    /**
     * Joins links between the same two nodes.
     *
     * @param first the one that can answer a canary at any time
     */
    public JoinedLink(ToxiproxyLink first, List<ToxiproxyLink> others) {
        this.parts = Stream.concat(Stream.of(first), others.stream()).toList();
    }

    @Override
    public String from() {
        return parts.get(0).from();
    }

    @Override
    public String to() {
        return parts.get(0).to();
    }

    @Override
    public void refuse() {
        parts.forEach(Link::refuse);
    }

    @Override
    public void silence(Direction direction) {
        parts.forEach(part -> part.silence(direction));
    }

    @Override
    public void delay(Direction direction, Duration delay) {
        parts.forEach(part -> part.delay(direction, delay));
    }

    @Override
    public void heal() {
        parts.forEach(Link::heal);
    }

    @Override
    public void dropConnections() {
        parts.forEach(Link::dropConnections);
    }

    @Override
    public Canary canary(Duration limit) {
        return parts.get(0).canary(limit);
    }

    @Override
    public String toString() {
        return name();
    }
}
