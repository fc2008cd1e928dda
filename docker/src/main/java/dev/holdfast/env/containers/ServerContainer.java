package dev.holdfast.env.containers;

import dev.holdfast.env.servers.HostedServer;
import dev.holdfast.env.servers.Server;

/** A server in a container. */
final class ServerContainer extends ContainerNode implements HostedServer {
    private final Server server;

    ServerContainer(Server server, ContainerSeat seat, Sight sight, Site site) {
        super(server.name(), seat, server, sight, site);
        this.server = server;
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public synchronized void launchFirst() {
        launch();
    }
}
