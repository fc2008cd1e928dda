package dev.holdfast.checker.io;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Single values of histories as EDN text, for options and output. */
public final class EdnText {
    private EdnText() {}

    /**
     * The value that {@code text} spells, as histories hold it.
     *
     * @throws IllegalArgumentException with one line if it is not exactly one value
     */
    public static @Nullable Object read(String text) {
        return new OneValue().read(text);
    }

    /** {@code value} as EDN, on one line. */
    public static String write(@Nullable Object value) {
        return EdnWriter.text(value);
    }

    /** The parser of events, for one value. */
    private static final class OneValue extends EdnParser {
        @Nullable Object read(String text) {
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            start(new Chunk(bytes, bytes.length, true, true));
            try {
                if (peekOrEnd() < 0) {
                    throw new Malformed("empty");
                }
                Object value = value(0);
                if (peekOrEnd() >= 0) {
                    throw new Malformed("more than one value");
                }
                return value;
            } catch (Malformed | Malformed.CutOff e) {
                throw new IllegalArgumentException(
                        "'%s' is not one value in EDN (%s), such as 0, nil, \"a\" or {:a 10}"
                                .formatted(Fields.shortened(text), e.getMessage()));
            }
        }
    }
}
