package dev.holdfast.env;

import dev.holdfast.impl.topology.Address;
import java.util.List;

/**
 * A topology brought up: servers, agents, and a link for each pair that talks.
 *
 * <p>{@link #close} leaves nothing behind: no process, no port, no proxy. Safe for several threads.
 */
public interface Environment extends AutoCloseable {

    /** {@code processes} or {@code containers}. */
    String kind();

    /** What runs, with versions, for example {@code redis-server 7.0.15 (PATH)}; one item each. */
    List<String> versions();

    /** The agents, in order of their names. */
    List<AgentNode> agents();

    /** The servers, in order of the topology. */
    List<ServerNode> servers();

    /**
     * All links: every agent to every service and to every agent that it talks to, and every server
     * of a service to its peers. Somebody listens at the end of each.
     */
    List<Link> links();

    /**
     * Makes the server {@code node} the primary of its service, and leads the given agents' links
     * to it; links of other agents stay where they are.
     *
     * @param agents names of agents; all of them in a clean failover
     */
    void promote(String node, List<String> agents);

    /**
     * Makes the server {@code node} a replica of the present primary {@code primary}, through their
     * link.
     */
    void follow(String node, String primary);

    /** The server node's own address, without any link: for the observer, never for an agent. */
    Address direct(String node);

    /** The node of this name. @throws IllegalArgumentException if there is none */
    default Node node(String name) {
        for (Node node : agents()) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        for (Node node : servers()) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException("no node " + name);
    }

    /** The link between these two. @throws IllegalArgumentException if there is none */
    default Link link(String from, String to) {
        for (Link link : links()) {
            if (link.from().equals(from) && link.to().equals(to)) {
                return link;
            }
        }
        throw new IllegalArgumentException("no link " + from + "->" + to);
    }

    /** Ends everything that this environment started. */
    @Override
    void close();
}
