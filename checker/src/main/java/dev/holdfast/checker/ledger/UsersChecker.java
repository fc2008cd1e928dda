package dev.holdfast.checker.ledger;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what a semaphore guards was ever used by more clients at once than it has
 * permits, as the guarded thing itself saw it.
 *
 * <p>A use is an account {@code POOL/ID}: its first write says that it began, its second that it
 * ended. It certainly went on from the answer to the first to the invocation of the second, if the
 * second was answered ok: then whoever used it was there all the time. Other uses are left out. The
 * number of permits stands in the acquires of the lock {@code POOL}. A sweep, O(n log n).
 */
public final class UsersChecker implements MultiChecker {

    @Override
    public String name() {
        return "users";
    }

    @Override
    public String promise() {
        return "What a semaphore guards was never used by more clients at once than it has permits.";
    }

    /** A use that ended well: the two writes. */
    private record Use(String pool, Operation begin, Operation end) {
        Op from() {
            Op completion = begin.completion();
            return completion == null ? begin.invocation() : completion;
        }

        Op to() {
            return end.invocation();
        }
    }

    @Override
    public Verdict check(History history) {
        List<Use> uses = uses(history);
        List<Evidence> found = crowds(uses, permits(history), history, 1);
        if (!found.isEmpty()) {
            return new Verdict.Invalid(found.get(0));
        }
        return uses.isEmpty()
                ? new Verdict.Unknown("no use was seen from its beginning to its end")
                : new Verdict.Valid("%d uses".formatted(uses.size()));
    }

    @Override
    public List<Evidence> violations(History history) {
        return crowds(uses(history), permits(history), history, MOST_VIOLATIONS);
    }

    private static Map<String, Integer> permits(History history) {
        Map<String, Integer> permits = new HashMap<>();
        for (Op op : history.ops()) {
            Long capacity = op.f().equals("acquire") ? op.number("capacity") : null;
            String lock = op.string("lock");
            if (op.isInvoke() && capacity != null && lock != null) {
                permits.merge(lock, (int) Math.min(capacity, 1_000_000), Math::max);
            }
        }
        return permits;
    }

    private static List<Use> uses(History history) {
        Map<String, Operation> begun = new HashMap<>();
        List<Use> uses = new ArrayList<>();
        for (Op op : history.ops()) {
            String account = account(op);
            if (account == null) {
                continue;
            }
            Operation write = new Operation(history.op(history.invocationOf(op.index())), op);
            Operation begin = begun.putIfAbsent(account, write);
            if (begin != null) {
                String pool = account.substring(0, account.lastIndexOf('/'));
                uses.add(new Use(pool, begin, write));
            }
        }
        uses.sort(Comparator.comparingInt(u -> u.from().index()));
        return uses;
    }

    /** The account of a use that was written; null if {@code op} is nothing of the kind. */
    private static @Nullable String account(Op op) {
        String account = op.isOk() && op.f().equals("write") ? op.string("account") : null;
        return account != null && account.indexOf('/') > 0 ? account : null;
    }

    private static List<Evidence> crowds(
            List<Use> uses, Map<String, Integer> permits, History history, int most) {
        Map<String, List<Use>> goingOn = new HashMap<>();
        List<Evidence> found = new ArrayList<>();
        for (Use use : uses) {
            List<Use> now = goingOn.computeIfAbsent(use.pool(), p -> new ArrayList<>());
            now.removeIf(u -> u.to().index() <= use.from().index());
            now.add(use);
            Integer allowed = permits.get(use.pool());
            if (allowed != null && now.size() > allowed && found.size() < most) {
                found.add(evidence(now.subList(now.size() - allowed - 1, now.size()), history));
            }
        }
        return found;
    }

    private static Evidence evidence(List<Use> crowd, History history) {
        Use last = crowd.get(crowd.size() - 1);
        Proof proof = new Proof(Kinds.TOO_MANY_USERS);
        int permits = crowd.size() - 1;
        int n = 0;
        for (Use use : crowd) {
            String before = users(n);
            n++;
            proof.operations(use.begin(), use.end())
                    .step(
                            use.from(),
                            before,
                            n <= permits
                                    ? users(n)
                                    : "impossible: %s, and %d are allowed"
                                            .formatted(users(n), permits));
        }
        String spans =
                crowd.stream()
                        .map(
                                u ->
                                        "process %d from #%d to #%d"
                                                .formatted(
                                                        u.end().process(),
                                                        u.from().index(),
                                                        u.to().index()))
                        .collect(Collectors.joining(", "));
        return proof.saying(
                "%d clients used %s at once at %s, and %d are allowed%s."
                        .formatted(
                                n,
                                Words.name(last.pool()),
                                Words.at(last.from()),
                                permits,
                                Words.faults(history, crowd.get(0).from(), last.from())),
                "Each told when it began and, later, when it ended: " + spans + ".");
    }

    private static String users(int n) {
        return n + (n == 1 ? " user" : " users");
    }
}
