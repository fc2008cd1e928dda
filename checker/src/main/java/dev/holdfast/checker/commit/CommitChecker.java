package dev.holdfast.checker.commit;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** What the questions about atomic commit have in common. */
abstract class CommitChecker implements MultiChecker {

    /**
     * What a checker came to.
     *
     * @param found the violations
     * @param unknown why there is no answer, if there are none
     * @param basis what the answer valid rests on
     */
    record Judgement(Findings found, Optional<String> unknown, String basis) {}

    abstract Judgement judge(History history);

    @Override
    public final Verdict check(History history) {
        Judgement judgement = judge(history);
        List<Evidence> first = judgement.found().list(1);
        if (!first.isEmpty()) {
            return new Verdict.Invalid(first.get(0));
        }
        Optional<Verdict> unknown = judgement.unknown().map(Verdict.Unknown::new);
        return unknown.orElseGet(() -> new Verdict.Valid(judgement.basis()));
    }

    @Override
    public final List<Evidence> violations(History history) {
        return judge(history).found().list(MOST_VIOLATIONS);
    }

    /** {@code 1 commit}, {@code 2 commits}. */
    static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
