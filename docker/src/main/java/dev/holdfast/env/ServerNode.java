package dev.holdfast.env;

/** A node that runs a server. */
public interface ServerNode extends Node {

    /** The service that it belongs to. */
    String service();

    /** Whether it says of itself that it is the primary, or of an ensemble the leader. */
    boolean isPrimary();

    /**
     * Whether it does its work: of an ensemble, whether it says that it belongs to a majority with
     * a leader; elsewhere whether it answers.
     */
    default boolean isServing() {
        return answers();
    }
}
