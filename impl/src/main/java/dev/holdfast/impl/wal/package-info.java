/**
 * Two-phase commit as it is in the books: forced logs, presumed abort, recovery, cooperative
 * termination. Main type: {@link dev.holdfast.impl.wal.WalCommit}. Uses {@code commit} with its
 * branches and peers.
 */
@NullMarked
package dev.holdfast.impl.wal;

import org.jspecify.annotations.NullMarked;
