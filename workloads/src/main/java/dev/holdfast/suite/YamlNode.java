package dev.holdfast.suite;

import java.util.List;

/** A part of a YAML file that knows the line it stands on, counted from 1. */
sealed interface YamlNode {
    int line();

    /** A word or a number, as it is written. */
    record Scalar(int line, String text) implements YamlNode {}

    /** A list. */
    record Items(int line, List<YamlNode> items) implements YamlNode {}

    /** Keys with values, in order. */
    record Fields(int line, List<Field> fields) implements YamlNode {}

    /** A key with its value; keys of one mapping are distinct. */
    record Field(int line, String key, YamlNode value) {}
}
