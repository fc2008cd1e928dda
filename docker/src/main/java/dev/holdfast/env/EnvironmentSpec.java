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
 */
public record EnvironmentSpec(
        Topology topology,
        int agents,
        String subject,
        List<Path> classpath,
        Duration lease,
        String ledger,
        Path directory) {

    public EnvironmentSpec {
        classpath = List.copyOf(classpath);
    }
}
