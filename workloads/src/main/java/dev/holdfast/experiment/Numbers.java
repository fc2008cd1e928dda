package dev.holdfast.experiment;

import java.util.Locale;

/** Numbers as tables and files have them, whatever the machine's language. */
final class Numbers {
    private Numbers() {}

    /** A share with one digit: {@code 6.3 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A number with so many digits behind the point. */
    static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** For a file: six digits. */
    static String exact(double value) {
        return fixed(value, 6);
    }

    /** Microseconds in milliseconds, as precise as makes sense. */
    static String millis(double micros) {
        double ms = micros / 1000;
        return fixed(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0);
    }
}
