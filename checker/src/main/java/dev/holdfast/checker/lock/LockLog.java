package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the history shows of one lock: its grants and its accepted releases, each by return.
 *
 * <p>Any invocation of a release by the process ends its grants, whatever becomes of it: from then
 * on the client does not claim the lock. That can only excuse, never accuse.
 */
final class LockLog {
    private final String lock;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Operation> releases = new ArrayList<>();
    private final Map<Integer, List<Grant>> open = new HashMap<>();

    private LockLog(String lock) {
        this.lock = lock;
    }

    /** The logs of all locks of {@code history}, by lock. O(n). */
    static Map<String, LockLog> of(History history) {
        Map<String, LockLog> logs = new LinkedHashMap<>();
        for (Op op : history.ops()) {
            boolean isAcquire = LockOps.isAcquire(op);
            if (op.isNemesis() || !(isAcquire || LockOps.isRelease(op))) {
                continue;
            }
            Op invocation = op.isInvoke() ? op : history.op(history.invocationOf(op.index()));
            LockLog log = logs.computeIfAbsent(LockOps.lock(invocation), LockLog::new);
            if (isAcquire && op.isOk()) {
                log.granted(new Grant(new Operation(invocation, op), op));
            } else if (!isAcquire && op.isInvoke()) {
                log.releaseInvoked(op);
            } else if (!isAcquire && op.type() == OpType.OK) {
                log.releases.add(new Operation(invocation, op));
            }
        }
        return logs;
    }

    private void granted(Grant grant) {
        grants.add(grant);
        open.computeIfAbsent(grant.process(), p -> new ArrayList<>(1)).add(grant);
    }

    private void releaseInvoked(Op op) {
        List<Grant> ended = open.remove(op.process());
        if (ended != null) {
            ended.forEach(g -> g.release(op));
        }
    }

    String lock() {
        return lock;
    }

    /** The grants in the order in which they returned. */
    List<Grant> grants() {
        return grants;
    }

    /** The releases that were accepted, in the order in which they returned. */
    List<Operation> releases() {
        return releases;
    }

    /** Whether the service ever said how long it keeps this lock. */
    boolean hasLeases() {
        return grants.stream().anyMatch(g -> g.leaseMillis() != null);
    }

    boolean hasTokens() {
        return grants.stream().anyMatch(g -> g.token() != null);
    }
}
