package dev.holdfast.checker.ledger;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether what the locks protect was damaged: lost updates, stale reads, accounts that
 * changed under a read lock, and stale tokens accepted where accesses carry tokens.
 */
public final class ResourceChecker implements MultiChecker {
    private final RegisterChecker register = new RegisterChecker();
    private final GuardedStorageChecker storage = new GuardedStorageChecker();

    @Override
    public String name() {
        return "resource";
    }

    @Override
    public String promise() {
        return "No account lost an update, showed an old version or changed under a read lock, and no"
                + " stale token was accepted.";
    }

    @Override
    public Verdict check(History history) {
        List<Evidence> found = violations(history);
        return found.isEmpty()
                ? register.check(history) // valid or unknown
                : new Verdict.Invalid(found.get(0));
    }

    @Override
    public List<Evidence> violations(History history) {
        List<Evidence> found = new ArrayList<>(register.violations(history));
        found.addAll(storage.violations(history));
        found.addAll(StableReads.violations(history, MOST_VIOLATIONS));
        return Accounts.ordered(found);
    }
}
