package dev.holdfast.env.processes;

import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where the nodes of one environment live.
 *
 * @param proxy where the API of the Toxiproxy listens through which all links run
 * @param directory an existing folder; every node gets a folder of its own below it
 * @param children starts processes
 * @param ports picks ports
 * @param kept what else has to be closed with the environment, however far its start has come
 */
record Site(Address proxy, Path directory, Children children, PortPicker ports, Queue<Kept> kept)
        implements AutoCloseable {

    /** What is neither a process nor a link. */
    @FunctionalInterface
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    Site(Address proxy, Path directory, Children children, PortPicker ports) {
        this(proxy, directory, children, ports, new ConcurrentLinkedQueue<>());
    }

    /** Closes it with the environment. */
    <T extends Kept> T keep(T resource) {
        kept.add(resource);
        return resource;
    }

    /** A place on 127.0.0.1. */
    LocalSeat seat(String node) {
        return seat(node, new Address("127.0.0.1", ports.pick()));
    }

    /** A place at this address. */
    LocalSeat seat(String node, Address address) {
        return new LocalSeat(directory.resolve(node), address);
    }

    @Override
    public void close() {
        kept.forEach(Kept::close);
    }
}
