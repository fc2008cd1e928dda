package dev.holdfast.checker.io;

import dev.holdfast.checker.history.Op;

/** Takes the events of a file one by one, in the order of the history, from one thread. */
@FunctionalInterface
public interface OpSink {

    /** Takes the next event; whether more are wanted. */
    boolean take(Op op);
}
