package dev.holdfast.checker.lock;

import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches locks without leases and sessions for a second grant while the history grows.
 *
 * <p>A lock of which a lease or a session was ever seen, or that may be held more than once, is
 * left to {@link LockServiceChecker}: only the whole history tells who may have held it when.
 */
final class ServiceWatch implements OnlineChecker {
    private final OnlineChecker mutex =
            new OwnerMutexChecker("service", MutexOptions.plain()).online();
    private final Map<Integer, String> lockOf = new HashMap<>();
    private final Set<String> leased = new HashSet<>();

    @Override
    public Optional<Evidence> observe(Op op) {
        if (op.isNemesis()) {
            return Optional.empty();
        }
        String lock;
        if (op.isInvoke()) {
            lock = LockOps.lock(op);
            lockOf.put(op.process(), lock);
            if (LockOps.isAcquire(op) && isShared(op)) {
                leased.add(lock);
            }
        } else {
            String invoked = lockOf.remove(op.process());
            lock = invoked == null ? "" : invoked;
        }
        boolean isTimed = op.number("lease-ms") != null || op.number("session-ms") != null;
        if (op.isOk() && LockOps.isAcquire(op) && isTimed) {
            leased.add(lock);
        }
        return leased.contains(lock) ? Optional.empty() : mutex.observe(op);
    }

    private static boolean isShared(Op acquire) {
        return LockOps.isReading(acquire)
                || LockOps.capacity(acquire) > 1
                || LockOps.depth(acquire) > 1;
    }
}
