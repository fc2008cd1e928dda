package dev.holdfast.checker.io;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The numbers of EDN that are more than a few digits, and those of Clojure beyond it. */
final class EdnNumbers {
    private EdnNumbers() {}

    static Object number(String text) {
        int length = text.length();
        String digits = text.charAt(0) == '+' ? text.substring(1) : text;
        char last = text.charAt(length - 1);
        if (length > 2 * ReadLimits.DIGITS) {
            throw Fields.tooManyDigits();
        }
        try {
            if (digits.startsWith("0x") || digits.startsWith("-0x")) {
                return Fields.whole(new BigInteger(digits.replaceFirst("0x", ""), 16));
            }
            int slash = digits.indexOf('/');
            if (slash > 0) {
                whole(digits.substring(0, slash));
                whole(digits.substring(slash + 1));
                return digits;
            }
            if (last == 'M') {
                String body = digits.substring(0, digits.length() - 1);
                return Fields.finite(new BigDecimal(body).doubleValue());
            }
            if (last == 'N') {
                return whole(digits.substring(0, digits.length() - 1));
            }
            if (digits.indexOf('.') >= 0 || digits.indexOf('e') > 0 || digits.indexOf('E') > 0) {
                return Fields.finite(Double.parseDouble(requireDecimal(digits)));
            }
            return whole(digits);
        } catch (NumberFormatException e) {
            throw new Malformed(Fields.shown(text) + " is not a number");
        }
    }

    private static String requireDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
        return text;
    }

    private static Number whole(String digits) {
        int first = digits.startsWith("-") ? 1 : 0;
        boolean isOctal = digits.length() > first + 1 && digits.charAt(first) == '0';
        if (isOctal || digits.indexOf('+') >= 0) {
            throw new NumberFormatException();
        }
        return Fields.whole(new BigInteger(digits));
    }

    static Double symbolic(String name) {
        double d =
                switch (name) {
                    case "NaN" -> Double.NaN;
                    case "Inf" -> Double.POSITIVE_INFINITY;
                    case "-Inf" -> Double.NEGATIVE_INFINITY;
                    default -> throw new Malformed("##" + Fields.shown(name));
                };
        return Fields.finite(d);
    }
}
