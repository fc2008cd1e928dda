package dev.holdfast.checker.simulation;

import dev.holdfast.checker.history.OpType;
import org.jspecify.annotations.Nullable;

/**
 * What came back: the server's answer to a request, or the agent's to an operation.
 *
 * @param granted of a take: whether the lock is now the asker's
 */
record Reply(
        OpType type,
        @Nullable String error,
        boolean granted,
        @Nullable Long token,
        @Nullable String version,
        long owner) {

    static Reply ok() {
        return new Reply(OpType.OK, null, true, null, null, 0);
    }

    static Reply refused() {
        return new Reply(OpType.OK, null, false, null, null, 0);
    }

    static Reply granted(@Nullable Long token) {
        return new Reply(OpType.OK, null, true, token, null, 0);
    }

    static Reply version(String version) {
        return new Reply(OpType.OK, null, true, null, version, 0);
    }

    static Reply fail(String error) {
        return new Reply(OpType.FAIL, error, false, null, null, 0);
    }

    static Reply info(String error) {
        return new Reply(OpType.INFO, error, false, null, null, 0);
    }

    Reply ownedBy(long who) {
        return new Reply(type, error, granted, token, version, who);
    }
}
