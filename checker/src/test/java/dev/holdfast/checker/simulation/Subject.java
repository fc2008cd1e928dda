package dev.holdfast.checker.simulation;

/**
 * What is simulated: a lock with a ledger, right or broken on purpose.
 *
 * @param lock how the key is taken and given back
 * @param guard what the ledger asks of a write
 */
record Subject(Lock lock, Guard guard) {

    /** One key with a time to live, in several versions. */
    enum Lock {
        /** Taken if absent, deleted by its owner only. */
        TOKEN,
        /** The same, with a fencing token counted at the grant. */
        FENCED,
        /** The same as TOKEN, renewed three times a lease. */
        WATCHDOG,
        /** Kept for as long as the agent's session lives, which requests alone do not prolong. */
        SESSION,
        /** No lock: every acquire is granted. */
        NONE,
        /** TOKEN whose release deletes whatever is there. */
        BROKEN_RELEASE,
        /** TOKEN that is taken whether it is there or not. */
        BROKEN_IGNORES_NX,
        /** TOKEN that lasts a thousandth of what it says. */
        BROKEN_TTL,
        /** TOKEN whose release compares first and deletes later. */
        BROKEN_CHECK_THEN_DELETE,
        /** FENCED that counts at the release. */
        BROKEN_REPEATING_TOKEN,
        /** TOKEN whose server forgets everything when it is killed. */
        BROKEN_VOLATILE,
        /** SESSION whose sessions end long before they may. */
        BROKEN_SESSION_TIMEOUT,
        /** SESSION whose server lets go of a lock when another asks for the third time. */
        BROKEN_SESSION_IMPATIENT;

        boolean hasSessions() {
            return this == SESSION
                    || this == BROKEN_SESSION_TIMEOUT
                    || this == BROKEN_SESSION_IMPATIENT;
        }

        boolean hasTokens() {
            return this == FENCED || this == BROKEN_REPEATING_TOKEN;
        }
    }

    /** What the ledger does before it writes. */
    enum Guard {
        NONE,
        /** Refuses lower tokens. */
        FENCE,
        /** Refuses lower tokens than those of earlier writes; reads leave no mark. */
        BROKEN_FENCE,
        /** Refuses what was computed from another version. */
        COMPARE
    }

    /** What goes wrong. */
    enum Weather {
        /** Agents and the server are killed and started again; messages are quick or lost. */
        KILLS,
        /** Also pauses of agents and of the server, silence, messages that arrive seconds late. */
        STORM
    }
}
