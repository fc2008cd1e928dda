package dev.holdfast.impl.ledger;

import dev.holdfast.impl.subject.DefiniteFailureException;
import java.util.OptionalLong;

/**
 * The accounts that the lock under test protects, and the guard that watches over them.
 *
 * <p>Every call is atomic on its account and is sent once: {@link DefiniteFailureException} means
 * that it was refused and had no effect, any other exception that it may take effect at any later
 * time. Called from several threads at once.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Reads an account; one that nobody has written has the initial version and balance.
     *
     * @param token the reader's fencing token; empty for an observer, who registers nothing
     * @throws DefiniteFailureException {@code stale token …} where the guard has seen a higher one
     */
    Account read(String account, OptionalLong token);

    /**
     * Writes an account and returns it as written.
     *
     * @param from the version that the writer read
     * @param to the writer's own new version, never used before
     * @param token the writer's fencing token, needed where the guard checks tokens
     * @throws DefiniteFailureException {@code stale token …} or {@code changed meanwhile …} where
     *     the guard refused
     */
    Account write(String account, String from, String to, long balance, OptionalLong token);

    @Override
    void close();
}
