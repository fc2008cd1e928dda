package dev.holdfast.env.node;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to the files of a node's folder; failures say which. */
public final class NodeFiles {
    private NodeFiles() {}

    /** What {@code file} holds from {@code offset} bytes on; empty if there is no such file. */
    public static List<String> linesFrom(Path file, long offset) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int from = (int) Math.min(offset, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Its length in bytes; 0 if there is no such file. */
    public static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The last of these lines, or nothing. */
    public static String last(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Makes a folder and those above it, unless they are there. */
    public static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed("make the folder", folder, e);
        }
    }

    /** Writes a file, instead of one that may be there. */
    public static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    /** Deletes a folder and all below it, if it is there. */
    public static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw failed("delete", folder, e);
        }
    }

    private static EnvironmentException failed(String what, Path path, Exception e) {
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new EnvironmentException("cannot " + what + " " + path + ": " + reason, e);
    }
}
