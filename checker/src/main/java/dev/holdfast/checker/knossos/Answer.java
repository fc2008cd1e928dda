package dev.holdfast.checker.knossos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/**
 * What Knossos said about one object, with operations by the index of their event.
 *
 * @param word {@code valid}, {@code invalid} or {@code unknown}
 * @param cause why it is unknown; null if Knossos did not say
 * @param op the completion that could not be explained, or -1
 * @param previousOk the last completion before it that could, or -1
 * @param paths ways to the end that Knossos tried, shortest first, some of them
 * @param configs what was linearized and what was pending before the end, some of it
 */
record Answer(
        String word,
        @Nullable String cause,
        int op,
        int previousOk,
        List<List<PathStep>> paths,
        List<Config> configs) {

    /** An operation of a path, with the state that it led to or why it could not. */
    record PathStep(int op, String model) {}

    /** A state, the last operation that led to it, and the operations that were pending then. */
    record Config(String model, int lastOp, List<Integer> pending) {}

    /**
     * Reads one answer.
     *
     * @throws RuntimeException if it is none
     */
    static Answer parse(String edn) {
        Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
        Parseable source = Parsers.newParseable(edn);
        if (!(parser.nextValue(source) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Knossos answered no map");
        }
        Object valid = get(map, "valid?");
        String word = Boolean.TRUE.equals(valid) ? "valid" : "unknown";
        return new Answer(
                Boolean.FALSE.equals(valid) ? "invalid" : word,
                get(map, "cause") instanceof String s ? s : null,
                index(get(map, "op")),
                index(get(map, "previous-ok")),
                paths(get(map, "final-paths")),
                configs(get(map, "configs")));
    }

    private static List<List<PathStep>> paths(@Nullable Object read) {
        List<List<PathStep>> paths = new ArrayList<>();
        for (Object path : list(read)) {
            List<PathStep> steps = new ArrayList<>();
            for (Object step : list(path)) {
                if (step instanceof Map<?, ?> m) {
                    steps.add(new PathStep(index(get(m, "op")), String.valueOf(get(m, "model"))));
                }
            }
            paths.add(List.copyOf(steps));
        }
        return List.copyOf(paths);
    }

    private static List<Config> configs(@Nullable Object read) {
        List<Config> configs = new ArrayList<>();
        for (Object config : list(read)) {
            if (config instanceof Map<?, ?> m) {
                configs.add(
                        new Config(
                                String.valueOf(get(m, "model")),
                                index(get(m, "last-op")),
                                list(get(m, "pending")).stream().map(Answer::index).toList()));
            }
        }
        return List.copyOf(configs);
    }

    private static List<?> list(@Nullable Object read) {
        return read instanceof List<?> list ? list : List.of();
    }

    private static int index(@Nullable Object read) {
        return read instanceof Long n ? Math.toIntExact(n) : -1;
    }

    private static @Nullable Object get(Map<?, ?> map, String key) {
        return map.get(Keyword.newKeyword(key));
    }
}
