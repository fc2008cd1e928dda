package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The per-user folder for what outlives a run: the unpacked server and the registry of running
 * children.
 *
 * <p>{@code -Dholdfast.cache} if given, else {@code ~/.cache/holdfast}, else a folder below the
 * machine's temporary one.
 */
final class CacheFolder {
    private CacheFolder() {}

    /** The folder {@code name} below it, made if missing. */
    static Path of(String name) {
        IOException last = null;
        for (Path root : roots()) {
            try {
                Path folder = Files.createDirectories(root.resolve(name));
                if (Files.isWritable(folder)) {
                    return folder;
                }
                last = new IOException(folder + " cannot be written");
            } catch (IOException e) {
                last = e;
            }
        }
        throw new EnvironmentException(
                "no folder for Holdfast's own files can be written: "
                        + (last == null ? "none known" : last.getMessage()),
                last == null ? new IOException("none known") : last);
    }

    private static List<Path> roots() {
        String given = System.getProperty("holdfast.cache");
        if (given != null) {
            return List.of(Path.of(given));
        }
        return List.of(
                Path.of(System.getProperty("user.home", "."), ".cache", "holdfast"),
                Path.of(
                        System.getProperty("java.io.tmpdir", "."),
                        "holdfast-" + System.getProperty("user.name", "user")));
    }
}
