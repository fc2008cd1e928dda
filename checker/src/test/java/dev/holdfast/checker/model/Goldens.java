package dev.holdfast.checker.model;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.HistoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Histories whose verdict stands in their path: {@code
 * histories/model/<model>/{valid,invalid}/<name>.edn}.
 *
 * <p>A comment in the first line says with which options, as on the command line: {@code ;
 * --at-most 2 --fails strict}.
 */
public final class Goldens {
    private static final Path ROOT = Path.of("src/test/resources/histories/model");

    /** One of them. */
    public record Golden(Path file, Model<?> model, Fails fails, boolean isValid, History history) {
        @Override
        public String toString() {
            return ROOT.relativize(file).toString();
        }
    }

    private Goldens() {}

    /** All of them. */
    public static List<Golden> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".edn")).sorted().toList();
            List<Golden> goldens = new ArrayList<>();
            for (Path file : found) {
                goldens.add(golden(file));
            }
            return goldens;
        }
    }

    private static Golden golden(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);
        String line = first.startsWith(";") ? first : "";
        String name = ROOT.relativize(file).getName(0).toString();
        String limit = option(line, "at-most");
        ModelOptions options =
                ModelOptions.usual()
                        .startingWith(balances(option(line, "init")))
                        .withLimit(limit == null ? 0 : Long.parseLong(limit))
                        .withNilReads(
                                "initial".equals(option(line, "nil-reads"))
                                        ? NilReads.INITIAL
                                        : NilReads.ANY)
                        .withOverdraft(line.contains("--overdraft"))
                        .withIndependent(line.contains("--independent"));
        return new Golden(
                file,
                Models.find(name, options),
                "strict".equals(option(line, "fails")) ? Fails.STRICT : Fails.LENIENT,
                file.getParent().endsWith("valid"),
                HistoryFiles.read(file).history());
    }

    private static @Nullable String option(String line, String name) {
        int at = line.indexOf("--" + name + " ");
        if (at < 0) {
            return null;
        }
        String rest = line.substring(at + name.length() + 3);
        int end = rest.indexOf(" --");
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** {@code {0 10, 1 10}}, the only value at first that goldens use. */
    private static @Nullable Map<String, Object> balances(@Nullable String init) {
        if (init == null) {
            return null;
        }
        Map<String, Object> balances = new TreeMap<>();
        for (String pair : init.replaceAll("[{}]", "").split(", ", -1)) {
            String[] parts = pair.split(" ", -1);
            balances.put(parts[0], Long.valueOf(parts[1]));
        }
        return balances;
    }
}
