package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.Op;

/** An event that is not of the form that it should have; the message is one line. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String what, Op op, String why) {
        super("%s #%d %s".formatted(what, op.index(), why));
    }
}
