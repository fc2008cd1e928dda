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
 * on the client does not claim the lock. That can only excuse, never accuse. A reentrant lock is
 * held until it was released as often as acquired.
 */
final class LockLog {
    private final String lock;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Operation> releases = new ArrayList<>();
    private final Map<Integer, List<Grant>> open = new HashMap<>();
    private final Map<Integer, Integer> again = new HashMap<>(); // of reentrant locks, by process
    private int capacity = 1;
    private int depth = 1;
    private boolean hasReaders;
    private final Map<Integer, List<Grant>> releasing = new HashMap<>();

    private LockLog(String lock) {
        this.lock = lock;
    }

    /** The logs of all locks of {@code history}, by lock. O(n). */
    static Map<String, LockLog> of(History history) {
        Map<String, LockLog> logs = new LinkedHashMap<>();
        for (Op op : history.ops()) {
            boolean isAcquire = LockOps.isAcquire(op);
            if (op.type() == OpType.INFO && !op.isNemesis()) {
                logs.values().forEach(log -> log.retired(op));
            }
            if (op.isNemesis() || !(isAcquire || LockOps.isRelease(op))) {
                continue;
            }
            Op invocation = op.isInvoke() ? op : history.op(history.invocationOf(op.index()));
            LockLog log = logs.computeIfAbsent(LockOps.lock(invocation), LockLog::new);
            if (isAcquire && op.isInvoke()) {
                log.asked(op);
            } else if (isAcquire && op.isOk()) {
                log.granted(new Grant(new Operation(invocation, op), op));
            } else if (!isAcquire && op.isInvoke()) {
                log.releaseInvoked(op);
            } else if (!isAcquire && op.type() == OpType.OK) {
                log.releases.add(new Operation(invocation, op));
                log.released(op);
            }
        }
        return logs;
    }

    private void asked(Op acquire) {
        capacity = Math.max(capacity, LockOps.capacity(acquire));
        depth = Math.max(depth, LockOps.depth(acquire));
        hasReaders |= LockOps.isReading(acquire);
    }

    /** Who has a reentrant lock and gets it again has it no longer than by the first grant. */
    private void granted(Grant grant) {
        if (depth > 1 && open.containsKey(grant.process())) {
            again.merge(grant.process(), 1, Integer::sum);
            return;
        }
        grants.add(grant);
        open.computeIfAbsent(grant.process(), p -> new ArrayList<>(1)).add(grant);
    }

    private void releaseInvoked(Op op) {
        Integer times = again.remove(op.process());
        if (times != null) {
            if (times > 1) {
                again.put(op.process(), times - 1);
            }
            return;
        }
        List<Grant> ended = open.remove(op.process());
        if (ended != null) {
            ended.forEach(g -> g.release(op));
            releasing.put(op.process(), ended);
        }
    }

    private void released(Op op) {
        List<Grant> ended = releasing.remove(op.process());
        if (ended != null && ended.size() == 1 && Boolean.TRUE.equals(op.get("confirmed"))) {
            ended.get(0).confirm(op);
        }
    }

    private void retired(Op op) {
        List<Grant> left = open.get(op.process());
        if (left != null) {
            left.forEach(g -> g.retire(op));
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

    /** Who may hold it together. */
    Room room() {
        return new Room(hasReaders ? 1 : capacity, hasReaders);
    }

    /** How often one process may hold it. */
    int depth() {
        return depth;
    }

    /** Whether the service ever said how long it keeps this lock, by a lease or a session. */
    boolean isTimed() {
        return hasSessions() || grants.stream().anyMatch(g -> g.leaseMillis() != null);
    }

    /** Whether a lock is kept for as long as its holder's session. */
    boolean hasSessions() {
        return grants.stream().anyMatch(g -> g.sessionMillis() != null);
    }

    boolean hasTokens() {
        return grants.stream().anyMatch(g -> g.token() != null);
    }
}
