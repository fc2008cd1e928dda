package dev.holdfast.cli;

import picocli.CommandLine.Option;

/** The choice of environment. */
final class EnvironmentOption {
    @Option(
            names = "--env",
            defaultValue = "auto",
            paramLabel = "KIND",
            description =
                    "Where servers and agents run: auto or processes"
                            + " (default: ${DEFAULT-VALUE}).")
    private String kind = "auto";

    /** What was chosen and why, for the first line of a run. */
    String choose() {
        return switch (kind) {
            case "auto" -> "in local processes (the only environment so far)";
            case "processes" -> "in local processes, as asked";
            case "containers" ->
                    throw new IllegalArgumentException(
                            "--env containers is not built yet; use --env processes");
            default ->
                    throw new IllegalArgumentException(
                            "unknown environment '" + kind + "'; known: auto, processes");
        };
    }
}
