package dev.holdfast.checker.lock;

import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches for overlapping tenures while the history grows.
 *
 * <p>When another client is granted a lock that is still open here, nothing is certain yet: the
 * first may be dead. It is certain when the first gives an answer, ok or fail, later than that
 * grant and before its agent is killed. An invocation proves nothing, for it comes from the worker
 * and not from the agent.
 */
final class BeliefWatch implements OnlineChecker {
    private final Map<Integer, Op> pending = new HashMap<>();
    private final Map<String, List<Hold>> holds = new HashMap<>();
    private final Map<Integer, List<Hold>> byProcess = new HashMap<>();
    private final Set<String> dead = new HashSet<>();

    /** A grant whose tenure may still go on, or whose release is pending. */
    private static final class Hold {
        private final String lock;
        private final Grant grant;
        private @Nullable Grant rival;

        Hold(String lock, Grant grant) {
            this.lock = lock;
            this.grant = grant;
        }

        boolean isReleasing() {
            return grant.release() != null;
        }
    }

    @Override
    public Optional<Evidence> observe(Op op) {
        if (op.isNemesis()) {
            if (Tenures.isKill(op)) {
                kill(op.string("target"));
            }
            Tenures.noteDeath(op, dead);
            return Optional.empty();
        }
        if (op.isInvoke()) {
            pending.put(op.process(), op);
            if (LockOps.isRelease(op)) {
                releasing(op);
            }
            return Optional.empty();
        }
        Op invocation = pending.remove(op.process());
        if (invocation == null) {
            return Optional.empty();
        }
        Optional<Evidence> evidence = answered(op);
        if (op.isOk() && LockOps.isAcquire(op)) {
            Grant grant = new Grant(new Operation(invocation, op), op);
            // Semaphores are for the whole history: how many there are changes with every answer.
            if (!dead.contains(grant.agent()) && LockOps.capacity(invocation) == 1) {
                granted(LockOps.lock(invocation), grant);
            }
        }
        return evidence;
    }

    private void granted(String lock, Grant grant) {
        List<Hold> open = holds.computeIfAbsent(lock, l -> new ArrayList<>(1));
        for (Hold h : open) {
            boolean together = h.grant.isReading() && grant.isReading();
            boolean isOther = h.grant.process() != grant.process();
            if (h.rival == null && isOther && !together && !h.isReleasing()) {
                h.rival = grant;
            }
        }
        Hold hold = new Hold(lock, grant);
        open.add(hold);
        byProcess.computeIfAbsent(grant.process(), p -> new ArrayList<>(1)).add(hold);
    }

    private void releasing(Op invocation) {
        String lock = LockOps.lock(invocation);
        for (Hold h : byProcess.getOrDefault(invocation.process(), List.of())) {
            if (h.lock.equals(lock) && !h.isReleasing()) {
                h.grant.release(invocation);
            }
        }
    }

    private Optional<Evidence> answered(Op op) {
        List<Hold> own = byProcess.getOrDefault(op.process(), List.of());
        Evidence evidence = null;
        for (Hold h : List.copyOf(own)) {
            Grant rival = h.rival;
            if (rival != null && evidence == null && op.type() != OpType.INFO) {
                Op release = h.grant.release();
                Tenure first = new Tenure(h.grant, release == null ? op : release);
                evidence = BeliefEvidence.of(first, new Tenure(rival, rival.returned()), null);
                h.rival = null;
            }
            if (h.isReleasing() || op.type() == OpType.INFO) {
                drop(h);
            }
        }
        return Optional.ofNullable(evidence);
    }

    private void kill(@Nullable String agent) {
        for (List<Hold> own : List.copyOf(byProcess.values())) {
            for (Hold h : List.copyOf(own)) {
                if (h.grant.agent().equals(agent)) {
                    drop(h);
                }
            }
        }
    }

    private void drop(Hold hold) {
        remove(holds, hold.lock, hold);
        remove(byProcess, hold.grant.process(), hold);
    }

    private static <K> void remove(Map<K, List<Hold>> map, K key, Hold hold) {
        List<Hold> list = map.get(key);
        if (list != null && list.remove(hold) && list.isEmpty()) {
            map.remove(key);
        }
    }
}
