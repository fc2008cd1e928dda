package dev.holdfast.impl.postgres;

import java.sql.SQLException;

/** A statement of which nobody knows whether it took effect. */
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresException(SQLException cause) {
        super(cause.getSQLState() + " " + cause.getMessage(), cause);
    }
}
