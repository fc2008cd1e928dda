package dev.holdfast.env.servers;

import dev.holdfast.impl.topology.Address;

/**
 * How a server is known to others that tell each other addresses and compare them, so that all use
 * the same ones; the links that they take are told apart by who calls.
 *
 * @param address what all call it, clients that are told included
 * @param source the host from which it has to call the others
 */
public record CommonAddress(Address address, String source) {}
