package dev.holdfast.suite;

import dev.holdfast.record.Names;
import dev.holdfast.suite.Block.Word;
import dev.holdfast.suite.YamlNode.Field;
import dev.holdfast.suite.YamlNode.Fields;
import dev.holdfast.suite.YamlNode.Items;
import dev.holdfast.suite.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the form of a suite file; what its words mean is for {@link Expansion}. */
final class SuiteReader {
    static final String SUBJECTS = "subjects";
    static final String EXCEPT = "except";
    static final String SCENARIOS = "scenarios";
    static final String WORKLOADS = "workloads";
    static final String FAULTS = "faults";
    static final String PERSISTENCE = "persistence";
    static final String ENV = "env";
    static final String SEEDS = "seeds";
    static final String TIME_LIMIT = "time-limit";
    static final String FAIL_FAST = "fail-fast";
    static final String EXPECT = "expect";
    static final String RATE = "rate";
    static final String NODES = "nodes";
    static final String SERVERS = "servers";
    static final String CONCURRENCY = "concurrency";
    static final String ACCOUNTS = "accounts";
    static final String LEASE = "lease";
    static final String FAULT_INTERVAL = "fault-interval";
    static final String CLASSPATH = "classpath";
    static final String SAID = "said";

    private static final String DESCRIPTION = "description";
    private static final String DEFAULTS = "defaults";
    private static final String CELLS = "cells";

    private static final List<String> LISTS =
            List.of(
                    SUBJECTS,
                    EXCEPT,
                    SCENARIOS,
                    WORKLOADS,
                    FAULTS,
                    PERSISTENCE,
                    ENV,
                    SEEDS,
                    CLASSPATH);
    private static final List<String> SINGLES =
            List.of(
                    TIME_LIMIT,
                    FAIL_FAST,
                    EXPECT,
                    RATE,
                    NODES,
                    SERVERS,
                    CONCURRENCY,
                    ACCOUNTS,
                    LEASE,
                    FAULT_INTERVAL,
                    SAID);

    /** A scenario brings everything else along. */
    private static final List<String> OF_SCENARIOS = List.of(SCENARIOS, ENV, SAID);

    private static final List<String> TOP = List.of(DESCRIPTION, DEFAULTS, CELLS);

    private final String file;

    private SuiteReader(String file) {
        this.file = file;
    }

    /**
     * What stands in a suite file.
     *
     * @param description what the suite is for; may be empty
     * @param blocks the entries, the defaults laid under them; at least one
     */
    record Content(String description, List<Block> blocks) {}

    /**
     * Reads the text of a suite.
     *
     * @throws BadSuiteException if its form is wrong
     */
    static Content read(String file, String text) {
        return new SuiteReader(file).content(YamlReader.read(file, text));
    }

    private Content content(YamlNode root) {
        Fields top = fields(root, "a suite has the keys " + String.join(", ", TOP));
        String description = "";
        Block defaults = new Block(1, Map.of());
        List<YamlNode> cells = List.of();
        for (Field field : top.fields()) {
            switch (known(field, TOP)) {
                case DESCRIPTION -> description = scalar(field.value(), DESCRIPTION).text();
                case DEFAULTS -> defaults = block(field.value());
                default -> cells = items(field.value());
            }
        }
        if (cells.isEmpty()) {
            throw bad(top.line(), "has no cells; it must have a list 'cells', one entry at least");
        }
        List<Block> blocks = new ArrayList<>();
        for (YamlNode cell : cells) {
            Block block = block(cell);
            boolean plays = block.settings().containsKey(SCENARIOS);
            blocks.add(
                    plays
                            ? playing(block).over(defaults.only(OF_SCENARIOS))
                            : block.over(defaults));
        }
        return new Content(description, List.copyOf(blocks));
    }

    private Block playing(Block block) {
        block.settings()
                .forEach(
                        (key, words) -> {
                            if (!OF_SCENARIOS.contains(key)) {
                                throw bad(
                                        words.get(0).line(),
                                        ("'%s' stands beside 'scenarios', which bring their own; make"
                                                        + " it an entry of its own, or leave it out")
                                                .formatted(key));
                            }
                        });
        return block;
    }

    private Block block(YamlNode node) {
        List<String> keys = new ArrayList<>(LISTS);
        keys.addAll(SINGLES);
        Fields fields = fields(node, "write keys with values, such as 'subjects: redis-seed'");
        Map<String, List<Word>> settings = new LinkedHashMap<>();
        for (Field field : fields.fields()) {
            String key = known(field, keys);
            settings.put(
                    key,
                    LISTS.contains(key)
                            ? words(field)
                            : List.of(word(scalar(field.value(), key), key)));
        }
        return new Block(node.line(), settings);
    }

    private List<Word> words(Field field) {
        List<Word> words = new ArrayList<>();
        if (field.value() instanceof Items list) {
            list.items().forEach(i -> words.add(word(scalar(i, field.key()), field.key())));
        } else {
            words.add(word(scalar(field.value(), field.key()), field.key()));
        }
        if (words.isEmpty()) {
            throw bad(
                    field.line(),
                    "'%s' is an empty list; name one at least, or leave the key out"
                            .formatted(field.key()));
        }
        return List.copyOf(words);
    }

    private Word word(Scalar scalar, String key) {
        if (scalar.text().isEmpty()) {
            throw bad(scalar.line(), "'%s' has no value".formatted(key));
        }
        return new Word(scalar.line(), scalar.text());
    }

    private String known(Field field, List<String> keys) {
        try {
            return Names.find("key", field.key(), keys, k -> k);
        } catch (IllegalArgumentException e) {
            throw bad(field.line(), String.valueOf(e.getMessage()));
        }
    }

    private Fields fields(YamlNode node, String right) {
        if (node instanceof Fields fields) {
            return fields;
        }
        throw bad(node.line(), "keys with values are missing here; " + right);
    }

    private List<YamlNode> items(YamlNode node) {
        if (node instanceof Items list) {
            return list.items();
        }
        if (node instanceof Scalar scalar && scalar.text().isEmpty()) {
            return List.of();
        }
        throw bad(node.line(), "'cells' is not a list; start each entry with '- '");
    }

    private Scalar scalar(YamlNode node, String key) {
        if (node instanceof Scalar scalar) {
            return scalar;
        }
        String right = LISTS.contains(key) ? "a word, or a list of words" : "one value";
        throw bad(node.line(), "'%s' must be %s".formatted(key, right));
    }

    private BadSuiteException bad(int line, String what) {
        return new BadSuiteException(file, line, what);
    }
}
