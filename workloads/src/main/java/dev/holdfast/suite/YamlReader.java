package dev.holdfast.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.holdfast.suite.YamlNode.Field;
import dev.holdfast.suite.YamlNode.Fields;
import dev.holdfast.suite.YamlNode.Items;
import dev.holdfast.suite.YamlNode.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads YAML with line numbers, which a tree of plain values loses.
 *
 * <p>Scalars stay text, so that {@code no} and {@code 010} are what is written. Aliases are
 * refused: a small file must not be able to stand for a huge one.
 */
final class YamlReader {
    private static final int DEPTH_MAX = 8;
    private static final Pattern PLACE = Pattern.compile("\\bline (\\d{1,8}), column");

    private final String file;
    private final YAMLParser parser;

    private YamlReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads one document.
     *
     * @param file how errors call the text
     * @throws BadSuiteException if it is not one YAML document
     */
    static YamlNode read(String file, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            YamlReader reader = new YamlReader(file, parser);
            if (parser.nextToken() == null) {
                throw new BadSuiteException(file, 1, "is empty; it must have a list 'cells'");
            }
            YamlNode node = reader.node(1);
            if (parser.nextToken() != null) {
                throw reader.bad("a second document starts here; a suite is one");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadSuiteException(file, line(e), "is not YAML: " + problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last place that the message speaks of: first comes what the problem stands in. */
    private static int line(JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        Matcher place = PLACE.matcher(e.getOriginalMessage());
        while (place.find()) {
            line = Integer.parseInt(place.group(1));
        }
        return line;
    }

    /** The problem itself; around it the parser draws the place, over several lines. */
    private static String problem(JsonProcessingException e) {
        List<String> lines = e.getOriginalMessage().lines().toList();
        String problem = lines.isEmpty() ? "" : lines.get(0);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith(" in ") && !lines.get(i - 1).startsWith(" ")) {
                problem = lines.get(i - 1);
            }
        }
        return problem.replaceAll("\\p{C}", "?");
    }

    private BadSuiteException bad(String what) {
        return new BadSuiteException(file, line(), what);
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private YamlNode node(int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw bad("is nested more than " + DEPTH_MAX + " deep");
        }
        if (parser.isCurrentAlias()) {
            throw bad("aliases (*name) are not supported; write it out, or use 'defaults'");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> fields(depth);
            case START_ARRAY -> items(depth);
            case VALUE_NULL -> new Scalar(line(), "");
            default -> new Scalar(line(), parser.getText().strip());
        };
    }

    private YamlNode items(int depth) throws IOException {
        int line = line();
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new Items(line, List.copyOf(items));
    }

    private YamlNode fields(int depth) throws IOException {
        int line = line();
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line();
            if (!seen.add(key)) {
                throw bad("'" + key + "' stands here for the second time");
            }
            parser.nextToken();
            fields.add(new Field(keyLine, key, node(depth + 1)));
        }
        return new Fields(line, List.copyOf(fields));
    }
}
