package dev.holdfast.env;

import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to bring up.
 *
 * @param topology the services, the ledger's included
 * @param agents how many agents; they are called {@code agent-1}, {@code agent-2}, …
 * @param subject what the agents host: a catalogue name or a class name
 * @param classpath further class path of the agents: a user's jars
 * @param lease the lease asked of the implementation
 * @param ledger the name of the service that keeps the ledger
 * @param directory an existing folder; every node gets a folder of its own below it
 * @param movesClocks whether nodes get clocks that can be moved, which makes them a little slower
 *     to read
 */
public record EnvironmentSpec(
        Topology topology,
        int agents,
        String subject,
        List<Path> classpath,
        Duration lease,
        String ledger,
        Path directory,
        boolean movesClocks) {

    public EnvironmentSpec {
        classpath = List.copyOf(classpath);
    }

    /** With clocks that stay as they are. */
    public EnvironmentSpec(
            Topology topology,
            int agents,
            String subject,
            List<Path> classpath,
            Duration lease,
            String ledger,
            Path directory) {
        this(topology, agents, subject, classpath, lease, ledger, directory, false);
    }

    /** The same, with clocks that can be moved. */
    public EnvironmentSpec movingClocks() {
        return new EnvironmentSpec(
                topology, agents, subject, classpath, lease, ledger, directory, true);
    }
}
