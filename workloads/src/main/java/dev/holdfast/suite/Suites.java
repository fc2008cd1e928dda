package dev.holdfast.suite;

import dev.holdfast.record.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The catalogue of suites: those that come along, and files. */
public final class Suites {
    private static final int BYTES_MAX = 1 << 20;
    private static final List<String> BUNDLED = List.of("seed", "smoke", "nightly");

    private Suites() {}

    /** The names of the suites that come along. */
    public static List<String> bundled() {
        return BUNDLED;
    }

    /**
     * The suite of this name, or in this file: what ends in {@code .yaml} or {@code .yml} or has a
     * slash is a file.
     *
     * @param env the environment for all cells; empty to take what the suite says
     * @throws BadSuiteException if the file is not a suite that can run
     * @throws IllegalArgumentException in one line, if there is no such suite or file
     */
    public static Suite find(String nameOrFile, Optional<String> env) {
        if (nameOrFile.matches(".*(\\.ya?ml|/.*)")) {
            return ofFile(Path.of(nameOrFile), env);
        }
        String name = Names.find("suite", nameOrFile, BUNDLED, n -> n);
        String file = name + ".yaml";
        try (InputStream in =
                Objects.requireNonNull(Suites.class.getResourceAsStream(file), file)) {
            Suite suite = parse(name, file, text(file, in.readAllBytes()), Path.of(""), env);
            return new Suite(
                    suite.name(),
                    suite.description(),
                    suite.cells().stream().map(Cell::unnamed).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Suite ofFile(Path file, Optional<String> env) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no suite file '%s'; bundled ones: %s"
                            .formatted(file, String.join(", ", BUNDLED)));
        }
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "%s is larger than 1 MB; a suite is a short file".formatted(file));
            }
            String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
            return parse(
                    name,
                    file.toString(),
                    text(file.toString(), Files.readAllBytes(file)),
                    folder,
                    env);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the suite file '%s' cannot be read: %s".formatted(file, e), e);
        }
    }

    /**
     * Expands the text of a suite.
     *
     * @param file how errors call it
     * @param folder what entries of a class path are relative to
     * @throws BadSuiteException if it is not a suite that can run
     */
    static Suite parse(String name, String file, String text, Path folder, Optional<String> env) {
        SuiteReader.Content content = SuiteReader.read(file, text);
        return new Suite(
                name,
                content.description(),
                new Expansion(file, folder, env).expand(content.blocks()));
    }

    private static String text(String file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadSuiteException(file, 1, "is not UTF-8 text");
        }
    }
}
