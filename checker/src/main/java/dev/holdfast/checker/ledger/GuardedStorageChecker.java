package dev.holdfast.checker.ledger;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.GuardedStorageModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides whether the storage behind a fenced lock kept stale tokens out, and only those. */
public final class GuardedStorageChecker implements MultiChecker {

    @Override
    public String name() {
        return "guarded-storage";
    }

    @Override
    public String promise() {
        return "No access with a lower fencing token was accepted after one with a higher token.";
    }

    @Override
    public Verdict check(History history) {
        List<Evidence> found = violations(history);
        if (!found.isEmpty()) {
            return new Verdict.Invalid(found.get(0));
        }
        long accepted = accepted(history);
        return accepted == 0
                ? new Verdict.Unknown("no access with a token succeeded")
                : new Verdict.Valid("%d accesses with tokens".formatted(accepted));
    }

    static long accepted(History history) {
        return Access.byAccount(history).values().stream()
                .flatMap(List::stream)
                .filter(a -> a.isOk() && a.token() != null)
                .count();
    }

    @Override
    public List<Evidence> violations(History history) {
        List<Evidence> found = new ArrayList<>();
        for (Map.Entry<String, List<Access>> e : Access.byAccount(history).entrySet()) {
            for (GuardDecider.Finding f : GuardDecider.decide(e.getValue(), MOST_VIOLATIONS)) {
                found.add(evidence(f, Access.account(e.getKey()), history));
            }
        }
        return Accounts.ordered(found);
    }

    private static Evidence evidence(GuardDecider.Finding f, String account, History history) {
        Proof proof = new Proof(f.kind());
        f.accesses().forEach(a -> proof.operations(a.operation()));
        proof.play(
                new GuardedStorageModel(), f.accesses().stream().map(Access::operation).toList());
        Access a = f.accesses().get(0);
        Access b = f.accesses().get(f.accesses().size() - 1);
        String faults =
                Words.faults(history, a.operation().invocation(), b.end(), a.agent(), b.agent());
        if (f.kind().equals(Kinds.STALE_TOKEN_ACCEPTED)) {
            return proof.saying(
                    ("The storage of %s accepted token %d at %s although it had"
                                    + " accepted token %d by %s%s.")
                            .formatted(
                                    account,
                                    b.token(),
                                    Words.at(b.end()),
                                    a.token(),
                                    Words.at(a.end()),
                                    faults),
                    ("%s by process %d with token %d had returned ok at %s. Yet %s by process"
                                    + " %d with the lower token %d, invoked at %s, was accepted after it.")
                            .formatted(
                                    capital(a.label()),
                                    a.process(),
                                    a.token(),
                                    Words.at(a.end()),
                                    b.label(),
                                    b.process(),
                                    b.token(),
                                    Words.at(b.operation().invocation())));
        }
        return proof.saying(
                ("The storage of %s refused token %d at %s although it cannot have seen"
                                + " a higher one%s.")
                        .formatted(account, a.token(), Words.at(a.end()), faults),
                ("%s by process %d was refused for its token %d at %s. No access with a"
                                + " higher token can have happened by then.")
                        .formatted(capital(a.label()), a.process(), a.token(), Words.at(a.end())));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
