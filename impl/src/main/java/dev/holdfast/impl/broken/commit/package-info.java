/**
 * Commit protocols that are broken on purpose: each {@code wal-2pc} with a single step done wrong.
 * A test system that does not catch every one of them is broken itself. Uses {@code commit}, {@code
 * wal}, {@code subject} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.broken.commit;

import org.jspecify.annotations.NullMarked;
