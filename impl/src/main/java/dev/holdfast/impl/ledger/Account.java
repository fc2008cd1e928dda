package dev.holdfast.impl.ledger;

import java.util.OptionalLong;

/**
 * One account as the ledger had it at one moment.
 *
 * @param version the writer's own unique name of its write; {@link #INITIAL} before the first
 * @param balance what it holds
 * @param token the highest fencing token seen at this account; empty if none
 */
public record Account(String version, long balance, OptionalLong token) {

    /** The version of an account that nobody has written. */
    public static final String INITIAL = "initial";

    /** The balance of an account that nobody has written. */
    public static final long INITIAL_BALANCE = 1000;
}
