package dev.holdfast.cli;

import dev.holdfast.run.Store;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that runs something or reads the store. */
final class Common {
    @Option(
            names = "--store",
            defaultValue = "store",
            paramLabel = "DIR",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    private Path store = Path.of("store");

    @Option(
            names = "--quiet",
            description = "Only the verdict and how to get it again; no progress, no proof.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Stack traces, and what the libraries log.")
    private boolean verbose;

    Store store() {
        if (store.toString().isEmpty()) {
            throw new IllegalArgumentException("--store is empty; name a folder");
        }
        return new Store(store);
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }
}
