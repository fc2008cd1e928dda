package dev.holdfast.checker.lock;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether two clients ever certainly believed at once that they held one lock; of a
 * read-write lock whether one of them was a writer, of a semaphore whether more did than there are
 * permits.
 *
 * <p>A sweep over the certain tenures, O(n log n). It knows nothing of leases: a client that was
 * paused beyond its lease and goes on believes, and that is what this checker is there to show.
 */
public final class BeliefChecker implements MultiChecker {

    @Override
    public String name() {
        return "belief";
    }

    @Override
    public String promise() {
        return "No two clients ever believed at once that they held one lock, but readers, and as many"
                + " as there are permits.";
    }

    @Override
    public Verdict check(History history) {
        List<Tenure> tenures = Tenures.of(history);
        List<Evidence> found = overlaps(tenures, history, 1);
        if (!found.isEmpty()) {
            return new Verdict.Invalid(found.get(0));
        }
        return tenures.isEmpty()
                ? new Verdict.Unknown("no acquire succeeded")
                : new Verdict.Valid("%d tenures".formatted(tenures.size()));
    }

    @Override
    public List<Evidence> violations(History history) {
        return overlaps(Tenures.of(history), history, MOST_VIOLATIONS);
    }

    /** The same while the history grows; it accuses only where {@link #check} does. */
    public static OnlineChecker online() {
        return new BeliefWatch();
    }

    private static List<Evidence> overlaps(List<Tenure> tenures, History history, int most) {
        Map<String, List<Tenure>> openByLock = new HashMap<>();
        List<Evidence> found = new ArrayList<>();
        for (Tenure t : tenures) {
            List<Tenure> open =
                    openByLock.computeIfAbsent(
                            LockOps.lock(t.grant().invoked()), lock -> new ArrayList<>(1));
            open.removeIf(o -> o.to() <= t.from());
            for (List<Tenure> crowd : tooMany(open, t)) {
                if (found.size() < most) {
                    found.add(BeliefEvidence.of(crowd, history));
                }
            }
            open.add(t);
            if (found.size() >= most) {
                break;
            }
        }
        return found;
    }

    /** The tenures that cannot be at once, each with {@code t}, which began last. */
    private static List<List<Tenure>> tooMany(List<Tenure> open, Tenure t) {
        int capacity = LockOps.capacity(t.grant().invoked());
        if (capacity > 1) {
            List<Tenure> all = new ArrayList<>(open);
            all.add(t);
            return all.size() <= capacity
                    ? List.of()
                    : List.of(all.subList(all.size() - capacity - 1, all.size()));
        }
        return open.stream()
                .filter(o -> o.grant().process() != t.grant().process())
                .filter(o -> !(o.grant().isReading() && t.grant().isReading()))
                .map(o -> List.of(o, t))
                .toList();
    }
}
