package dev.holdfast.checker.history;

import java.util.Locale;

/** The four kinds of event in a history, with Jepsen's names and meaning. */
public enum OpType {
    /** A process asked for something; the answer is not known yet. */
    INVOKE,
    /** The operation happened, between its invocation and this event. */
    OK,
    /** The operation definitely did not happen. */
    FAIL,
    /** Nobody knows: it may have happened, or may take effect at any later time. */
    INFO;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name as histories spell it: {@code invoke}, {@code ok}, {@code fail} or {@code info}. */
    public String label() {
        return label;
    }
}
