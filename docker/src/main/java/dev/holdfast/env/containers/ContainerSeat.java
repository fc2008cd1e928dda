package dev.holdfast.env.containers;

import dev.holdfast.env.servers.Seat;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;

/**
 * A node's place on the nodes' network.
 *
 * @param folder this machine's, mounted into the container, so that configuration, data and logs
 *     are where those of a process would be, also while it runs and after it is gone
 * @param listen its own address
 * @param outside where this JVM reaches that
 */
record ContainerSeat(Path folder, Address listen, Address outside) implements Seat {
    /** The folder, as the node sees it. */
    static final String FOLDER = "/node";

    @Override
    public String inside(String file) {
        return FOLDER + "/" + file;
    }
}
