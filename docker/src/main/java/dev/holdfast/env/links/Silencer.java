package dev.holdfast.env.links;

import dev.holdfast.env.Direction;
import java.io.IOException;

/**
 * What makes one direction of one link silent, and heard again: {@link
 * dev.holdfast.env.Link#silence}.
 *
 * <p>Called by one thread at a time, with {@link Direction#UPSTREAM} or {@link
 * Direction#DOWNSTREAM}; both methods are idempotent.
 */
public interface Silencer {

    /** From now on nothing passes in this direction, and nobody is told. */
    void silence(Direction direction) throws IOException;

    /** What waited is delivered, and what comes passes again. */
    void restore(Direction direction) throws IOException;
}
