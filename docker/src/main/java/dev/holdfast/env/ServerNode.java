package dev.holdfast.env;

/** A node that runs a server. */
public interface ServerNode extends Node {

    /** The service that it belongs to. */
    String service();

    /** Whether it says of itself that it is the primary. */
    boolean isPrimary();
}
