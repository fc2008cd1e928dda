package dev.holdfast.impl.sql;

import java.sql.SQLException;

/** Says that a bank did not answer, or not as it should. */
public final class BankException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean wasUndone;

    private BankException(String message, Throwable cause, boolean wasUndone) {
        super(message, cause);
        this.wasUndone = wasUndone;
    }

    /** The transaction certainly did not happen. */
    static BankException undone(String bank, SQLException cause) {
        return new BankException(message(bank, cause), cause, true);
    }

    /** Nobody knows whether the transaction happened. */
    static BankException unknown(String bank, SQLException cause) {
        return new BankException(message(bank, cause), cause, false);
    }

    private static String message(String bank, SQLException cause) {
        String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return bank + ": " + cause.getSQLState() + " " + why;
    }

    /** Whether the bank has not said anything to the matter, or has ended the connection. */
    boolean isAway() {
        String state = getCause() instanceof SQLException e ? e.getSQLState() : null;
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    /** Whether the transaction certainly did not happen. */
    public boolean wasUndone() {
        return wasUndone;
    }
}
