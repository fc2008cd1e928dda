/**
 * What an atomic commit protocol under test is: payments in, decisions out, and what participants
 * keep. Main type: {@link dev.holdfast.impl.commit.CommitSystem}. Uses {@code topology} and {@code
 * lock} for its claims.
 */
@NullMarked
package dev.holdfast.impl.commit;

import org.jspecify.annotations.NullMarked;
