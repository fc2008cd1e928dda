package dev.holdfast.suite;

/** A suite that cannot be run as it stands, told in one line with its file and line. */
public final class BadSuiteException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadSuiteException(String file, int line, String what) {
        super("%s:%d: %s".formatted(file, line, what));
    }
}
