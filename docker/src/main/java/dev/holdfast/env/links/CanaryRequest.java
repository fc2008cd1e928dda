package dev.holdfast.env.links;

import dev.holdfast.env.Link;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;

/**
 * Sends one harmless request to the server at an address over a new connection.
 *
 * <p>Called from any thread, several at once; returns within the limit (and a little), never throws
 * for what the network does.
 */
@FunctionalInterface
public interface CanaryRequest {

    /** What became of it. */
    Link.Canary send(Address address, Duration limit);
}
