package dev.holdfast.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a suite's {@code cells}, as it is written: for every key its words, each with its
 * line.
 *
 * @param line where the entry starts
 * @param settings by key; never without a word
 */
record Block(int line, Map<String, List<Block.Word>> settings) {

    /** A word of the file. */
    record Word(int line, String text) {}

    /** These settings, and those of {@code defaults} for keys that this has not. */
    Block over(Block defaults) {
        Map<String, List<Word>> all = new LinkedHashMap<>(defaults.settings);
        all.putAll(settings);
        return new Block(line, all);
    }

    /** The settings of these keys. */
    Block only(List<String> keys) {
        Map<String, List<Word>> some = new LinkedHashMap<>(settings);
        some.keySet().retainAll(keys);
        return new Block(line, some);
    }

    List<Word> words(String key) {
        return settings.getOrDefault(key, List.of());
    }

    Optional<Word> word(String key) {
        return words(key).stream().findFirst();
    }
}
