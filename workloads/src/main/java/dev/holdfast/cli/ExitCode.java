package dev.holdfast.cli;

import java.util.Collection;

/** The exit codes of every command. */
final class ExitCode {
    static final int VALID = 0;
    static final int INVALID = 1;
    static final int UNKNOWN = 2;
    static final int BAD_ARGUMENTS = 254;
    static final int CRASH = 255;

    private ExitCode() {}

    /** The code of a verdict's word. */
    static int of(String word) {
        return switch (word) {
            case "valid" -> VALID;
            case "invalid" -> INVALID;
            default -> UNKNOWN;
        };
    }

    /** The one that matters most: 255, then 2, then 1, then 0. */
    static int worst(Collection<Integer> codes) {
        return codes.stream().max(Integer::compare).orElse(UNKNOWN);
    }
}
