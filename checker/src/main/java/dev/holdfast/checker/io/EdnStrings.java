package dev.holdfast.checker.io;

/** The escapes of EDN's strings and the names of its characters. */
final class EdnStrings {
    private static final int HEX_DIGITS = 4;

    private EdnStrings() {}

    /** {@code text}, the inside of a string literal, without its escapes. */
    static String unescaped(Interner interner, String text) {
        char[] plain = new char[text.length()];
        int n = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\') {
                plain[n++] = c;
                continue;
            }
            char escape = text.charAt(i++);
            if (escape == 'u') {
                plain[n++] = unicode(text, i);
                i += HEX_DIGITS;
            } else if (escape >= '0' && escape <= '7') {
                int code = 0;
                int digits = i + 2;
                for (i--; i < text.length() && i < digits && isOctal(text.charAt(i)); i++) {
                    code = 8 * code + text.charAt(i) - '0';
                }
                plain[n++] = (char) code;
            } else {
                plain[n++] = simple(escape);
            }
        }
        return interner.string(plain, 0, n);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static char simple(char escape) {
        return switch (escape) {
            case '"', '\\' -> escape;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default ->
                    throw new Malformed(
                            "\\%s in a string".formatted(Fields.shown(String.valueOf(escape))));
        };
    }

    private static char unicode(String text, int from) {
        int code = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new Malformed("\\u without four hexadecimal digits");
            }
            code = 16 * code + digit;
        }
        return (char) code;
    }

    /** The character that is spelled {@code literal} behind its backslash. */
    static String character(String literal) {
        if (literal.codePointCount(0, literal.length()) == 1) {
            return literal;
        }
        return switch (literal) {
            case "newline" -> "\n";
            case "space" -> " ";
            case "tab" -> "\t";
            case "return" -> "\r";
            case "backspace" -> "\b";
            case "formfeed" -> "\f";
            default -> coded(literal);
        };
    }

    private static String coded(String literal) {
        if (literal.startsWith("u") && literal.length() == 1 + HEX_DIGITS) {
            char c = unicode(literal, 1);
            if (!Character.isSurrogate(c)) {
                return String.valueOf(c);
            }
        }
        throw new Malformed("\\%s is not a character".formatted(Fields.shown(literal)));
    }
}
