package dev.holdfast.checker.io;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Op;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/** A file of one form made from a file of any form, all of it or nothing. */
final class Conversion {
    private static final int BUFFER_BYTES = 1 << 16;

    private Conversion() {}

    /** Something that writes events. */
    private interface Writing extends Closeable {
        void write(Op op) throws IOException;
    }

    static Oddities of(Path from, Path to) throws IOException {
        String name = to.toString().replaceFirst("\\.gz$", "");
        if (!name.endsWith(".jsonl") && !name.endsWith(".edn")) {
            throw new BadHistoryException(
                    "%s: unknown form; expected a name that ends in .jsonl, .edn, .jsonl.gz or .edn.gz"
                            .formatted(Fields.shortened(to.toString())));
        }
        boolean exists = Files.exists(to);
        if (exists && Files.exists(from) && Files.isSameFile(from, to)) {
            throw new BadHistoryException(
                    "%s: would replace what it is made from; expected another name"
                            .formatted(Fields.shortened(to.toString())));
        }
        if (exists && Files.isDirectory(to)) {
            throw new BadHistoryException(
                    "%s: a directory; expected the name of a file"
                            .formatted(Fields.shortened(to.toString())));
        }
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new BadHistoryException(
                    "%s: no such directory; expected one"
                            .formatted(Fields.shortened(folder.toString())));
        }
        String part = ".%s.%d.part".formatted(to.getFileName(), ProcessHandle.current().pid());
        Path draft = folder == null ? Path.of(part) : folder.resolve(part);
        try {
            Oddities oddities = write(from, draft, to.toString());
            move(draft, to);
            return oddities;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Oddities write(Path from, Path draft, String name) throws IOException {
        try (Writing out = open(draft, name)) {
            return HistoryFiles.stream(
                    from,
                    op -> {
                        try {
                            out.write(op);
                            return true;
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Writing open(Path draft, String name) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER_BYTES);
        OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(file, BUFFER_BYTES) : file;
        if (name.replaceFirst("\\.gz$", "").endsWith(".jsonl")) {
            JsonlWriter json = new JsonlWriter(bytes);
            return writing(json::write, json);
        }
        EdnWriter edn =
                new EdnWriter(
                        new BufferedWriter(
                                new OutputStreamWriter(bytes, StandardCharsets.UTF_8),
                                BUFFER_BYTES));
        return writing(edn::write, edn);
    }

    /** Writes one event. */
    private interface Step {
        void write(Op op) throws IOException;
    }

    private static Writing writing(Step step, Closeable end) {
        return new Writing() {
            @Override
            public void write(Op op) throws IOException {
                step.write(op);
            }

            @Override
            public void close() throws IOException {
                end.close();
            }
        };
    }

    private static void move(Path draft, Path to) throws IOException {
        try {
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
