/**
 * What the lock protects. Main type: {@link dev.holdfast.impl.ledger.Ledger}. Uses {@code lock},
 * {@code redis} for its connections, and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.ledger;

import org.jspecify.annotations.NullMarked;
