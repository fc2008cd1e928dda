package dev.holdfast.checker.lock;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each lock behaved like an owner-aware mutex: reentrant up to a limit, fenced if
 * asked for.
 *
 * <p>Exact, O(n) for lenient fails and O(n·c) for strict ones, locks apart. It assumes what
 * histories promise: a process is dead after an info. Leases are not for this checker.
 */
public final class OwnerMutexChecker implements MultiChecker {
    private final String name;
    private final MutexOptions options;

    /** A checker called {@code name}. */
    public OwnerMutexChecker(String name, MutexOptions options) {
        this.name = name;
        this.options = options;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String promise() {
        String times = options.limit() == 1 ? "" : ", up to %d times".formatted(options.limit());
        return "At most one process held each lock at a time"
                + times
                + ", and only the holder released it"
                + (options.fenced() ? "; tokens increased" : "")
                + (options.fails() == Fails.STRICT
                        ? ". Refusals were checked too (strict)."
                        : ". Refusals were not judged (lenient).");
    }

    @Override
    public Verdict check(History history) {
        Scan scan = new Scan(history, options, lock -> true);
        scan.run(1);
        if (!scan.found.isEmpty()) {
            return new Verdict.Invalid(scan.found.get(0));
        }
        return scan.acquires == 0
                ? new Verdict.Unknown("no acquire succeeded")
                : new Verdict.Valid(scan.basis());
    }

    @Override
    public List<Evidence> violations(History history) {
        return violations(history, options, lock -> true);
    }

    static List<Evidence> violations(
            History history, MutexOptions options, Predicate<String> locks) {
        Scan scan = new Scan(history, options, locks);
        scan.run(MOST_VIOLATIONS);
        return scan.found;
    }

    /**
     * The same decision while the history grows, for lenient fails.
     *
     * <p>Never accuses where {@link #check} would not. It may miss what only the failure of a
     * release reveals later.
     */
    public OnlineChecker online() {
        return new Online(new MutexOptions(options.limit(), options.fenced(), LENIENT));
    }

    private static final Fails LENIENT = Fails.LENIENT;

    /** One pass over a whole history. */
    private static final class Scan {
        private final History history;
        private final MutexOptions options;
        private final Predicate<String> locks;
        private final Map<String, OwnerMutex> mutexes = new HashMap<>();
        private final List<Evidence> found = new ArrayList<>();
        private int acquires;

        Scan(History history, MutexOptions options, Predicate<String> locks) {
            this.history = history;
            this.options = options;
            this.locks = locks;
        }

        void run(int most) {
            for (int i = 0; i < history.size() && found.size() < most; i++) {
                Op op = history.op(i);
                boolean isAcquire = LockOps.isAcquire(op);
                if (op.isNemesis() || !(isAcquire || LockOps.isRelease(op))) {
                    continue;
                }
                Op invocation = op.isInvoke() ? op : history.op(history.invocationOf(i));
                OwnerMutex mutex = mutex(LockOps.lock(invocation));
                if (mutex == null) {
                    continue;
                }
                if (op.isInvoke()) {
                    mutex.invoke(Operation.at(history, i));
                } else {
                    acquires += isAcquire && op.isOk() ? 1 : 0;
                    MutexViolation v = mutex.complete(new Operation(invocation, op));
                    if (v != null) {
                        found.add(MutexEvidence.of(v, options, history));
                    }
                }
            }
        }

        private @Nullable OwnerMutex mutex(String lock) {
            OwnerMutex known = mutexes.get(lock);
            if (known == null && locks.test(lock)) {
                known = new OwnerMutex(options);
                mutexes.put(lock, known);
            }
            return known;
        }

        String basis() {
            return "%d acquires of %d locks".formatted(acquires, mutexes.size());
        }
    }

    /** The same, one event at a time. */
    private static final class Online implements OnlineChecker {
        private final MutexOptions options;
        private final Map<String, OwnerMutex> mutexes = new HashMap<>();
        private final Map<Integer, Op> pending = new HashMap<>();

        Online(MutexOptions options) {
            this.options = options;
        }

        @Override
        public Optional<Evidence> observe(Op op) {
            if (op.isNemesis() || !(LockOps.isAcquire(op) || LockOps.isRelease(op))) {
                return Optional.empty();
            }
            if (op.isInvoke()) {
                pending.put(op.process(), op);
                mutexOf(op).invoke(new Operation(op, null));
                return Optional.empty();
            }
            Op invocation = pending.remove(op.process());
            if (invocation == null) {
                return Optional.empty();
            }
            MutexViolation v = mutexOf(invocation).complete(new Operation(invocation, op));
            return v == null ? Optional.empty() : Optional.of(MutexEvidence.of(v, options, null));
        }

        private OwnerMutex mutexOf(Op invocation) {
            return mutexes.computeIfAbsent(
                    LockOps.lock(invocation), lock -> new OwnerMutex(options));
        }
    }
}
