package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.Op;

/**
 * The time during which a client certainly believed that it held a lock.
 *
 * <p>From the return of its acquire to the invocation of its release. Where the release was never
 * invoked, or the client's agent was killed before, only to the last answer that the client gave:
 * then it was still alive.
 *
 * @param grant what the client relied on
 * @param end the event up to which it certainly did; the return of the acquire itself if nothing
 *     more is certain
 */
record Tenure(Grant grant, Op end) {

    int from() {
        return grant.returned().index();
    }

    int to() {
        return end.index();
    }
}
