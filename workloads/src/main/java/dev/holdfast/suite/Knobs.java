package dev.holdfast.suite;

import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Names;
import dev.holdfast.run.RunOptions;
import dev.holdfast.run.TimeSpans;
import dev.holdfast.suite.Block.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What the settings of a block mean, apart from subjects, workloads and faults. */
final class Knobs {
    static final String AUTO = "auto";

    private static final List<String> ENVIRONMENTS = List.of(AUTO, "processes", "containers");
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
    private static final int SEEDS_MAX = 1000;

    private final String file;
    private final Block block;
    private final List<String> classpath;
    private final List<Persistence> persistence;
    private final List<String> environments;
    private final List<Long> seeds;
    private final boolean failFast;
    private final Expect expect;
    private final String said;

    /**
     * Reads the settings.
     *
     * @throws BadSuiteException if a word is not what its key needs
     */
    Knobs(String file, Path folder, Optional<String> env, Block block) {
        this.file = file;
        this.block = block;
        this.classpath =
                block.words(SuiteReader.CLASSPATH).stream()
                        .map(w -> folder.resolve(w.text()).toAbsolutePath().normalize().toString())
                        .toList();
        this.persistence =
                list(
                        SuiteReader.PERSISTENCE,
                        "durable",
                        text -> constant(text, List.of(Persistence.values())));
        List<String> named = list(SuiteReader.ENV, AUTO, Knobs::environment);
        this.environments = env.map(text -> List.of(environment(text))).orElse(named);
        this.seeds =
                list(SuiteReader.SEEDS, "1", Knobs::seeds).stream().flatMap(List::stream).toList();
        this.failFast = one(SuiteReader.FAIL_FAST, "false", Knobs::truth);
        this.expect = one(SuiteReader.EXPECT, "claims", text -> constant(text, Expect.ASKED));
        this.said = block.word(SuiteReader.SAID).map(Word::text).orElse("");
    }

    List<String> classpath() {
        return classpath;
    }

    List<String> environments() {
        return environments;
    }

    List<Long> seeds() {
        return seeds;
    }

    boolean failFast() {
        return failFast;
    }

    Expect expect() {
        return expect;
    }

    /** What is said of these runs elsewhere; may be empty. */
    String said() {
        return said;
    }

    /** The kinds to run these faults with: where it makes no difference, only the first. */
    List<Persistence> persistence(List<String> faults) {
        return Condition.persistenceMatters(faults) ? persistence : persistence.subList(0, 1);
    }

    /** These options with the block's numbers. */
    RunOptions over(RunOptions base) {
        int nodes = one(SuiteReader.NODES, Integer.toString(base.agents()), Knobs::whole);
        return new RunOptions(
                base.subject(),
                classpath,
                base.workload(),
                base.faults(),
                base.seed(),
                one(SuiteReader.TIME_LIMIT, "30s", TimeSpans::parse),
                nodes,
                one(SuiteReader.CONCURRENCY, "5n", text -> RunOptions.workers(text, nodes)),
                one(SuiteReader.ACCOUNTS, Integer.toString(base.accounts()), Knobs::whole),
                one(SuiteReader.RATE, Double.toString(base.ratePerSecond()), Knobs::number),
                one(SuiteReader.LEASE, base.lease().toMillis() + "ms", TimeSpans::parse),
                one(
                        SuiteReader.FAULT_INTERVAL,
                        base.faultInterval().toMillis() + "ms",
                        TimeSpans::parse),
                base.persistence(),
                one(SuiteReader.SERVERS, "0", Knobs::whole));
    }

    /** An error at the setting that it speaks of, or else at this word. */
    BadSuiteException bad(Word otherwise, String message) {
        String text = message.replaceFirst("^--", "");
        String key = text.replaceFirst("[ '].*$", "");
        int line = block.word(key).map(Word::line).orElse(otherwise.line());
        return new BadSuiteException(file, line, text);
    }

    private <T> T one(String key, String usual, Function<String, T> read) {
        return list(key, usual, read).get(0);
    }

    private <T> List<T> list(String key, String usual, Function<String, T> read) {
        List<Word> words = block.words(key);
        List<T> all = new ArrayList<>();
        for (Word word : words.isEmpty() ? List.of(new Word(block.line(), usual)) : words) {
            try {
                T value = read.apply(word.text());
                if (all.contains(value)) {
                    throw new IllegalArgumentException(
                            "'%s' stands in '%s' twice".formatted(word.text(), key));
                }
                all.add(value);
            } catch (IllegalArgumentException e) {
                throw new BadSuiteException(file, word.line(), told(key, word.text(), e));
            }
        }
        return List.copyOf(all);
    }

    /** The key and the text stand in every message, but once. */
    private static String told(String key, String text, IllegalArgumentException e) {
        String why = String.valueOf(e.getMessage()).replaceFirst("^--", "");
        String what = why.contains("'") ? why : "'%s' %s".formatted(text, why);
        boolean named = what.startsWith(key) || what.contains("'" + key + "'");
        return named ? what : key + ": " + what;
    }

    private static <E extends Enum<E>> E constant(String text, List<E> all) {
        return Names.find("value", text, all, e -> e.name().toLowerCase(Locale.ROOT));
    }

    private static String environment(String text) {
        return Names.find("environment", text, ENVIRONMENTS, e -> e);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number in range", e);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a number", e);
        }
    }

    private static List<Long> seeds(String text) {
        Matcher range = RANGE.matcher(text);
        try {
            if (!range.matches()) {
                return List.of(Long.parseLong(text));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number, or a range such as 1..5", e);
        }
        long from = Long.parseLong(range.group(1));
        long to = Long.parseLong(range.group(2));
        if (to < from || to - from >= SEEDS_MAX) {
            throw new IllegalArgumentException(
                    "is not a range of 1 to " + SEEDS_MAX + " seeds, lowest first");
        }
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
