/**
 * Locks on PostgreSQL, with JDBC. Main type: {@link dev.holdfast.impl.postgres.Postgres}. Uses
 * {@code lock}, {@code ledger} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.postgres;

import org.jspecify.annotations.NullMarked;
