package dev.holdfast.env.containers;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Rigging;
import dev.holdfast.env.node.AgentProgram;
import dev.holdfast.env.servers.ProxiedEnvironment;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.topology.Address;
import java.util.List;

/** An agent in a container. */
final class AgentContainer extends ContainerNode implements AgentNode {
    private static final int PORT = 7000;

    /** Where other agents reach it. */
    private static final int PEER_PORT = 7001;

    private final ContainerSeat seat;

    private AgentContainer(
            String name,
            ContainerSeat seat,
            AgentProgram program,
            MountedClasspath classpath,
            Site site) {
        super(name, seat, program, Sight.of(classpath), site);
        this.seat = seat;
    }

    /** A seat for the agent {@code name}. */
    static ContainerSeat seat(String name, Site site) {
        return site.seat(name, PORT);
    }

    /** What that seat is to other agents. */
    static ProxiedEnvironment.AgentPlace place(ContainerSeat seat) {
        return new ProxiedEnvironment.AgentPlace(
                new Address(seat.listen().host(), PEER_PORT), seat.inside(AgentNode.DATA));
    }

    /** Makes its folder; starts nothing. */
    static AgentContainer of(
            AgentSpec spec,
            Rigging rigging,
            ContainerSeat seat,
            MountedClasspath classpath,
            Site site) {
        AgentProgram program =
                new AgentProgram(
                        spec,
                        rigging,
                        classpath.jvm(),
                        List.of("--control", "0.0.0.0:" + PORT),
                        seat.folder(),
                        port -> seat.outside());
        return new AgentContainer(spec.name(), seat, program, classpath, site);
    }

    @Override
    public Address control() {
        return seat.outside();
    }
}
