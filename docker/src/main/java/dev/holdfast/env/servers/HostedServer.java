package dev.holdfast.env.servers;

import dev.holdfast.env.ServerNode;

/** A server in the node that an environment made for it. */
public interface HostedServer extends ServerNode {

    /** The server. */
    Server server();

    /**
     * Starts it for the first time; returns once it is ready.
     *
     * @throws dev.holdfast.env.EnvironmentException if it does not get there, with its last words
     */
    void launchFirst();

    @Override
    default String service() {
        return server().service().name();
    }

    @Override
    default boolean isPrimary() {
        return server().isPrimary();
    }

    @Override
    default boolean isServing() {
        return server().isServing();
    }
}
