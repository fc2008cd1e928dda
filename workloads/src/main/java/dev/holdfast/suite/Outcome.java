package dev.holdfast.suite;

import java.util.Locale;

/** How the run of a cell fared against what was expected of it; the worst one last. */
public enum Outcome {
    AS_EXPECTED,
    /** A verdict that was not expected. */
    SURPRISING,
    /** No verdict was earned, though one was expected. */
    UNKNOWN,
    /** The rig failed, so that there is no verdict at all. */
    FAILED;

    /** As tables and the index have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
