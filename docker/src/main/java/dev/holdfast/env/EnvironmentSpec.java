package dev.holdfast.env;

import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to bring up.
 *
 * @param topology the services, the ledger's included
 * @param crew the agents
 * @param subject what the agents host: a catalogue name or a class name
 * @param classpath further class path of the agents: a user's jars
 * @param directory an existing folder; every node gets a folder of its own below it
 * @param rigging what is built in so that faults can be made
 */
public record EnvironmentSpec(
        Topology topology,
        Crew crew,
        String subject,
        List<Path> classpath,
        Path directory,
        Rigging rigging) {

    public EnvironmentSpec {
        classpath = List.copyOf(classpath);
    }

    /** With agents that take locks, and clocks that stay as they are. */
    public EnvironmentSpec(
            Topology topology,
            int agents,
            String subject,
            List<Path> classpath,
            Duration lease,
            String ledger,
            Path directory) {
        this(
                topology,
                new Crew.Lockers(agents, lease, ledger),
                subject,
                classpath,
                directory,
                Rigging.LINKS);
    }

    /** The same with another rig. */
    public EnvironmentSpec with(Rigging other) {
        return new EnvironmentSpec(topology, crew, subject, classpath, directory, other);
    }
}
