package dev.holdfast.cli;

import dev.holdfast.run.Environments;
import picocli.CommandLine.Option;

/** The choice of environment. */
final class EnvironmentOption {
    @Option(
            names = "--env",
            defaultValue = Environments.AUTO,
            paramLabel = "KIND",
            description =
                    "Where servers and agents run: processes, containers, or auto, which takes"
                            + " containers where Docker and the images of docker/up are ready"
                            + " (default: ${DEFAULT-VALUE}). DOCKER_HOST says which engine.")
    private String kind = Environments.AUTO;

    /** The kind that was asked for, or auto. */
    String kind() {
        return kind;
    }

    /**
     * What was chosen.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    Environments environments() {
        return Environments.of(kind);
    }
}
