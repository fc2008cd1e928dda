package dev.holdfast.checker.lock;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Decides whether the fencing tokens of each lock increased, whoever held it. O(n log n). */
public final class TokenChecker implements MultiChecker {

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public String promise() {
        return "Every later grant of a lock got a higher fencing token.";
    }

    @Override
    public Verdict check(History history) {
        List<Evidence> found = violations(history);
        if (!found.isEmpty()) {
            return new Verdict.Invalid(found.get(0));
        }
        long tokens =
                LockLog.of(history).values().stream()
                        .flatMap(log -> log.grants().stream())
                        .filter(g -> g.token() != null)
                        .count();
        return tokens == 0
                ? new Verdict.Unknown("no acquire returned a token")
                : new Verdict.Valid("%d tokens".formatted(tokens));
    }

    @Override
    public List<Evidence> violations(History history) {
        List<Evidence> found = new ArrayList<>();
        for (LockLog log : LockLog.of(history).values()) {
            found.addAll(TokenOrder.violations(log, history, MOST_VIOLATIONS));
        }
        return Findings.ordered(found);
    }
}
