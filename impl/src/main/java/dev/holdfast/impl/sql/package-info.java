/**
 * Payments between accounts in several PostgreSQL, carried out without a transaction that spans
 * them. Main types: {@link dev.holdfast.impl.sql.Banks}, which {@code xa} uses, too, and the
 * protocols {@link dev.holdfast.impl.sql.DualWrite}, {@link dev.holdfast.impl.sql.Saga}, {@link
 * dev.holdfast.impl.sql.Outbox}. Uses {@code commit} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.sql;

import org.jspecify.annotations.NullMarked;
