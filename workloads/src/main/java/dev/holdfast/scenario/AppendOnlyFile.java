package dev.holdfast.scenario;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Redis server's append-only files, and the loss of what had not been forced to disk.
 *
 * <p>Kill -9 alone loses nothing, for the kernel keeps the pages. A power failure within the second
 * that {@code appendfsync everysec} allows does: cutting the files back to their earlier length
 * after the kill leaves exactly what such a failure leaves.
 */
final class AppendOnlyFile {
    private final Path directory;
    private final Map<Path, Long> lengths = new LinkedHashMap<>();

    private AppendOnlyFile(Path directory) {
        this.directory = directory;
    }

    static AppendOnlyFile of(Path directory) {
        return new AppendOnlyFile(directory);
    }

    /** Notes how long the files are. */
    void remember() {
        try {
            lengths.clear();
            for (Path path : files()) {
                lengths.put(path, Files.size(path));
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot measure the append-only file: " + e, e);
        }
        if (lengths.isEmpty()) {
            throw new EnvironmentException("no append-only file below " + directory);
        }
    }

    /** Cuts the files back; says how much was lost, or nothing if there was nothing to lose. */
    String forget() {
        long lost = 0;
        try {
            for (Map.Entry<Path, Long> e : lengths.entrySet()) {
                try (FileChannel file = FileChannel.open(e.getKey(), StandardOpenOption.WRITE)) {
                    lost += file.size() - e.getValue();
                    file.truncate(e.getValue());
                }
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot cut the append-only file: " + e, e);
        }
        return lost > 0 ? "killed, and the last %d unforced bytes are lost".formatted(lost) : "";
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(p -> p.getFileName().toString().endsWith(".aof")).toList();
        }
    }
}
