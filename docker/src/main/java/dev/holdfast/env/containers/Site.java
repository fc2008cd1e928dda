package dev.holdfast.env.containers;

import dev.holdfast.env.servers.JvmServer;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the nodes of one environment share.
 *
 * @param folder an existing one; every node gets a folder of its own below it
 * @param movesClocks whether nodes get clocks that can be moved
 */
record Site(
        Containers containers, NodeNetwork network, Gate gate, Path folder, boolean movesClocks) {

    /** A place for a node that listens on this port. */
    ContainerSeat seat(String node, int port) {
        Address listen = new Address(network.nextAddress(), port);
        return new ContainerSeat(
                folder.resolve(node).toAbsolutePath(), listen, gate.open(node, listen));
    }

    /**
     * What names mean to member {@code i}, from 1, of an ensemble of servers in JVMs: itself where
     * it is, and all others at the proxy.
     */
    Map<String, String> hosts(List<ContainerSeat> seats, int i) {
        Map<String, String> hosts = new HashMap<>();
        String own = seats.get(i - 1).listen().host();
        // A server asks for its machine's name, too, to write it into its log.
        hosts.put(seats.get(i - 1).folder().getFileName().toString(), own);
        for (int j = 1; j <= seats.size(); j++) {
            hosts.put(JvmServer.host(j), i == j ? own : gate.ip());
        }
        return hosts;
    }
}
