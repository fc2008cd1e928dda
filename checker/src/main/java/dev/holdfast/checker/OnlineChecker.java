package dev.holdfast.checker;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import java.util.Optional;

/**
 * A checker that can be asked while the history is still growing.
 *
 * <p>Fed by one thread, with every op in order. It keeps memory only for what is still open.
 */
public interface OnlineChecker {

    /** Takes the next op; evidence if, with it, the promise is broken for the first time. */
    Optional<Evidence> observe(Op op);
}
