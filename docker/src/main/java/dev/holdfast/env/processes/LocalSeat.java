package dev.holdfast.env.processes;

import dev.holdfast.env.servers.Seat;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;

/** A server's place on this machine, which it sees as we do. */
final class LocalSeat implements Seat {
    private final Path folder;
    private volatile Address listen;

    LocalSeat(Path folder, Address listen) {
        this.folder = folder.toAbsolutePath();
        this.listen = listen;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String inside(String file) {
        return folder.resolve(file).toString();
    }

    @Override
    public Address listen() {
        return listen;
    }

    @Override
    public Address outside() {
        return listen;
    }

    /** From its next start on it listens on another port. */
    void move(int port) {
        listen = new Address(listen.host(), port);
    }
}
