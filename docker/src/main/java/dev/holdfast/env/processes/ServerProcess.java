package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.servers.HostedServer;
import dev.holdfast.env.servers.Server;

/** A server of our own on this machine. */
final class ServerProcess extends ProcessNode implements HostedServer {
    private static final int PORT_TRIES = 5;

    private final Server server;
    private final LocalSeat seat;
    private final PortPicker ports;

    ServerProcess(Server server, LocalSeat seat, Site site) {
        super(server.name(), seat.folder(), server, site.children());
        this.server = server;
        this.seat = seat;
        this.ports = site.ports();
    }

    @Override
    public Server server() {
        return server;
    }

    /** On another port when the one picked is taken meanwhile. */
    @Override
    public synchronized void launchFirst() {
        for (int i = 1; ; i++) {
            try {
                launch();
                return;
            } catch (EnvironmentException e) {
                if (i == PORT_TRIES || !server.isPortTaken(String.valueOf(e.getMessage()))) {
                    throw e;
                }
                seat.move(ports.pick());
            }
        }
    }

    @Override
    public boolean isPrimary() {
        return isAlive() && server.isPrimary();
    }

    @Override
    public boolean isServing() {
        return isAlive() && server.isServing();
    }
}
