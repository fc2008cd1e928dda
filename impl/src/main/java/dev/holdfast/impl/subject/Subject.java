package dev.holdfast.impl.subject;

import dev.holdfast.impl.topology.Topology;

/**
 * What is under test: a distributed lock, or an atomic commit protocol.
 *
 * <p>Its methods may be called anywhere, at any time, and always answer the same.
 */
public interface Subject {

    /** The name on the command line and in reports: lower-case letters, digits and dashes. */
    String name();

    /** One line: what it is. */
    String summary();

    /** The services it needs. */
    Topology topology();

    /** What it promises. */
    Claims claims();
}
