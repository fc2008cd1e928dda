package dev.holdfast.checker.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, nothing replaced in silence. */
final class Utf8 {
    private static final int FIRST_SURROGATE = 0xD800;
    private static final int LAST_SURROGATE = 0xDFFF;

    private Utf8() {}

    /**
     * The text in these bytes.
     *
     * @throws Malformed if they are not UTF-8
     */
    static String text(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("these bytes are not UTF-8");
        }
    }

    /** Whether {@code text} has half of a surrogate pair, which no file can hold. */
    static boolean isHalved(String text) {
        return text.codePoints().anyMatch(c -> c >= FIRST_SURROGATE && c <= LAST_SURROGATE);
    }
}
