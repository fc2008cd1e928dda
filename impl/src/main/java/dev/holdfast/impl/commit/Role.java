package dev.holdfast.impl.commit;

import java.util.Locale;

/** What an agent is in a commit protocol. */
public enum Role {
    /** Takes payments from payers and brings about a decision on each. */
    COORDINATOR,
    /** Keeps accounts. */
    PARTICIPANT;

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
