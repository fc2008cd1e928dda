package dev.holdfast.checker.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.Keyword;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import us.bpsm.edn.Symbol;
import us.bpsm.edn.TaggedValue;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/** Whatever edn-java understands means the same to our parser. */
class EdnAgreementTest {
    private static final int FIELDS = 4;
    private static final Pattern STRANGE_DISCARD =
            Pattern.compile("[^\\s,\"()\\[\\]{}_]#|#_\\s*[)\\]}]|#\\{");
    private static final int CASES = Integer.getInteger("holdfast.fuzz", 3_000);

    @Test
    void theParserAgreesWithEdnJava() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        int compared = 0;
        for (int i = 0; i < CASES; i++) {
            StringBuilder text = new StringBuilder();
            form(text, random, 0);
            if (random.nextInt(3) == 0) {
                String bits = "#_\\{}[]()\"; ,:/+-.0N\u00e9";
                char bit = bits.charAt(random.nextInt(bits.length()));
                text.setCharAt(random.nextInt(text.length()), bit);
            }
            compared += compare(text.toString()) ? 1 : 0;
        }
        assertTrue(compared > CASES / 2, compared + " compared");
    }

    /** Whether edn-java read it, so that there was something to compare. */
    private static boolean compare(String value) throws IOException {
        boolean isHalved = Utf8.isHalved(value); // by the change
        if (STRANGE_DISCARD.matcher(value).find()) {
            return false; // edn-java ends a number there, discards brackets, sorts sets
        }
        if (isHalved || value.replace("#my/tag ", "").contains("my")) {
            return false; // edn-java takes brackets and quotes for parts of a tag
        }
        String text = "{:process 0 :type :invoke :f :x :value " + value + "\n}";
        Object expected;
        try {
            Parser parser = Parsers.newParser(Parsers.defaultConfiguration());
            var source = Parsers.newParseable(text);
            Map<?, ?> map = (Map<?, ?>) parser.nextValue(source);
            if (map.size() != FIELDS || parser.nextValue(source) != Parser.END_OF_INPUT) {
                return false; // the change made other fields of it
            }
            Object raw =
                    map.entrySet().stream()
                            .filter(e -> e.getKey().toString().equals(":value"))
                            .findFirst()
                            .orElseThrow()
                            .getValue();
            expected = plain(raw);
        } catch (RuntimeException e) {
            return false; // edn-java throws more than EdnExceptions
        }
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ReadResult read = HistoryFiles.read(new ByteArrayInputStream(bytes), "h.edn");
            assertEquals(expected, read.history().op(0).value(), text);
        } catch (BadHistoryException e) {
            if (!isOurRule(e.getMessage())) {
                fail(text + " was refused: " + e.getMessage());
            }
        }
        return true;
    }

    /** What a history forbids and EDN, or edn-java with its leading zeros, allows. */
    private static boolean isOurRule(String message) {
        return message.contains("appears twice in one map")
                || message.contains("finite number")
                || message.contains("is not a number");
    }

    private static Object plain(Object value) {
        if (value instanceof us.bpsm.edn.Keyword k) {
            return new Keyword(k.toString().substring(1));
        }
        if (value instanceof Symbol || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof TaggedValue t) {
            return plain(t.getValue());
        }
        if (value instanceof BigInteger n && n.bitLength() < 64) {
            return n.longValue();
        }
        if (value instanceof BigDecimal d) {
            return d.doubleValue();
        }
        if (value instanceof java.util.UUID) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> fields = new LinkedHashMap<>();
            map.forEach((k, v) -> fields.put(key(k), plain(v)));
            return fields;
        }
        if (value instanceof Collection<?> items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(plain(item)));
            return list;
        }
        return value;
    }

    private static String key(Object key) {
        Object plain = plain(key);
        if (plain instanceof Keyword k) {
            return k.name();
        }
        return plain instanceof String s ? s : EdnWriter.text(plain);
    }

    private static void form(StringBuilder s, SplittableRandom random, int depth) {
        blank(s, random);
        switch (random.nextInt(depth > 3 ? 10 : 15)) {
            case 0 -> s.append(random.nextInt(3) == 0 ? "nil" : random.nextBoolean());
            case 1 -> s.append(random.nextInt(2000) - 1000);
            case 2 -> s.append(random.nextLong()).append(random.nextInt(3) == 0 ? "N" : "");
            case 3 -> s.append(random.nextLong()).append(Math.abs(random.nextLong()));
            case 4 -> s.append(random.nextDouble() * 1e9).append(random.nextInt(9) == 0 ? "M" : "");
            case 5 -> s.append(random.nextInt(2) == 0 ? ":timeout" : ":a.b/c-d?");
            case 6 -> s.append(random.nextInt(2) == 0 ? "sym" : "a.b/c$d");
            case 7 -> s.append("\"a\\n\\t\\\"\\\\\u00e9\u20ac \uD83D\uDD12;#_[\"");
            case 8 -> s.append("\"x" + random.nextInt(99) + "\"");
            case 9 -> s.append(random.nextInt(2) == 0 ? "\\newline" : "\\a");
            case 10 -> s.append("#").append("my/tag ").append("[1 {:a 2}]");
            case 11 -> {
                s.append("#_");
                form(s, random, depth + 1);
                form(s, random, depth + 1);
            }
            case 12 -> items(s, random, depth, "{:k", "}");
            default -> {
                boolean isList = random.nextBoolean();
                items(s, random, depth, isList ? "(" : "[", isList ? ")" : "]");
            }
        }
        blank(s, random);
    }

    private static void items(
            StringBuilder s, SplittableRandom random, int depth, String opening, String closing) {
        s.append(opening);
        boolean isMap = opening.equals("{:k");
        int n = random.nextInt(4) + (isMap ? 1 : 0);
        for (int i = 0; i < n; i++) {
            if (isMap) {
                s.append(i == 0 ? "" : List.of(" :j", "\"s t\" ", " 7").get(i % 3)).append(i);
            }
            s.append(' ');
            form(s, random, depth + 1);
            s.append(' ');
        }
        s.append(closing);
    }

    private static void blank(StringBuilder s, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            s.append(List.of(" , ", " ; no \"comment\n", "\r\n\t", " #_x ").get(random.nextInt(4)));
        }
    }
}
