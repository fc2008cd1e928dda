package dev.holdfast.checker.ledger;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.AccountModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each account is a linearizable register: no lost update, no stale read.
 *
 * <p>Exact where every version is written at most once, which writers ensure with unique names;
 * otherwise unknown. O(n log n).
 */
public final class RegisterChecker implements MultiChecker {

    @Override
    public String name() {
        return "register";
    }

    @Override
    public String promise() {
        return "No account lost an update, and every read returned the version that was current.";
    }

    @Override
    public Verdict check(History history) {
        Judgement judgement = judge(history);
        if (!judgement.found.isEmpty()) {
            return new Verdict.Invalid(Accounts.ordered(judgement.found).get(0));
        }
        String unknown = judgement.undecidable;
        if (unknown != null) {
            return new Verdict.Unknown(unknown);
        }
        return judgement.writes == 0
                ? new Verdict.Unknown("no write succeeded")
                : new Verdict.Valid(
                        "%d writes of %d accounts".formatted(judgement.writes, judgement.accounts));
    }

    @Override
    public List<Evidence> violations(History history) {
        return Accounts.ordered(judge(history).found);
    }

    private static final class Judgement {
        private final List<Evidence> found = new ArrayList<>();
        private long writes;
        private int accounts;
        private @Nullable String undecidable;
    }

    private static Judgement judge(History history) {
        Judgement judgement = new Judgement();
        for (Map.Entry<String, List<Access>> e : Access.byAccount(history).entrySet()) {
            judgement.accounts++;
            judgement.writes += e.getValue().stream().filter(a -> a.isWrite() && a.isOk()).count();
            RegisterDecider.Outcome outcome =
                    RegisterDecider.decide(e.getValue(), AccountModel.INITIAL, MOST_VIOLATIONS);
            if (outcome.undecidable() != null) {
                judgement.undecidable =
                        "%s: %s".formatted(Access.account(e.getKey()), outcome.undecidable());
            }
            for (RegisterFinding f : outcome.findings()) {
                judgement.found.add(RegisterEvidence.of(f, e.getKey(), history));
            }
        }
        return judgement;
    }
}
