package dev.holdfast.checker.io;

/**
 * Thrown within the EDN parser: the text is not EDN. Has no stack trace, for it never leaves the
 * package.
 */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message, null, false, false);
    }

    /** The text ends in the middle of something. */
    static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutOff() {
            super("cut off", null, false, false);
        }
    }
}
