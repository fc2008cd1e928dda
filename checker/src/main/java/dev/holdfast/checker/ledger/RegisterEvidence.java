package dev.holdfast.checker.ledger;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.AccountModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what a register did wrong in words. */
final class RegisterEvidence {
    /** A longer way between two versions is told and not shown. */
    private static final int LONGEST_WAY = 6;

    private RegisterEvidence() {}

    static Evidence of(RegisterFinding f, String account, History history) {
        Proof proof = new Proof(f.kind());
        f.culprits().forEach(a -> proof.operations(a.operation()));
        if (f.way().size() <= LONGEST_WAY) {
            f.way().forEach(a -> proof.operations(a.operation()));
        }
        String name = Access.account(account);
        if (f.kind().equals(Kinds.LOST_UPDATE)) {
            return lostUpdate(proof, f, name, history);
        }
        if (f.culprits().size() == 1) {
            return neverWritten(proof, f.culprits().get(0), name, history);
        }
        if (f.older() != null) {
            return wrongOrder(proof, f, name, f.older(), history);
        }
        return entangled(proof, f, name, history);
    }

    private static Evidence lostUpdate(
            Proof proof, RegisterFinding f, String account, History history) {
        Access a = f.culprits().get(0);
        Access b = f.culprits().get(1);
        Object from = a.seen();
        List<Operation> played = new ArrayList<>();
        played.add(a.operation());
        played.add(b.operation());
        proof.play(new AccountModel(from == null ? AccountModel.INITIAL : from), played);
        return proof.saying(
                "%s lost an update: processes %d and %d both replaced version %s, at %s and %s%s."
                        .formatted(
                                capital(account),
                                a.process(),
                                b.process(),
                                Words.name(from),
                                Words.at(a.end()),
                                Words.at(b.end()),
                                faults(history, a, b)),
                ("%s by process %d replaced version %s by %s, and %s by process %d replaced the"
                                + " same version %s by %s. A version can be replaced only"
                                + " once, so one of"
                                + " the two updates is lost.%s")
                        .formatted(
                                capital(a.label()),
                                a.process(),
                                Words.name(from),
                                Words.name(a.made()),
                                b.label(),
                                b.process(),
                                Words.name(from),
                                Words.name(b.made()),
                                happened(f)));
    }

    private static String happened(RegisterFinding f) {
        StringBuilder text = new StringBuilder();
        for (Access a : f.culprits()) {
            if (!a.isOk()) {
                text.append(
                        " The outcome of %s is unknown, but it happened: version %s was seen later."
                                .formatted(a.label(), Words.name(a.made())));
            }
        }
        if (text.length() > 0 && !f.way().isEmpty() && f.way().size() <= LONGEST_WAY) {
            text.append(
                    f.way().stream()
                            .map(Access::label)
                            .collect(Collectors.joining(", ", " That is shown by ", ".")));
        }
        return text.toString();
    }

    private static Evidence neverWritten(Proof proof, Access a, String account, History history) {
        String version = Words.name(a.seen());
        String verb = a.isWrite() ? "replaced" : "read";
        Access failed = null;
        for (Access other : Access.byAccount(history).getOrDefault(accountOf(a), List.of())) {
            if (other.isFail() && other.made() != null && other.made().equals(a.seen())) {
                failed = other;
            }
        }
        String rest = "";
        if (failed != null) {
            proof.operations(failed.operation());
            rest = " %s would have written it but failed.".formatted(capital(failed.label()));
        }
        return proof.step(a.end(), "some version that was written", "impossible: " + version)
                .saying(
                        "Process %d %s version %s of %s at %s, which nobody wrote%s."
                                .formatted(
                                        a.process(),
                                        verb,
                                        version,
                                        account,
                                        Words.at(a.end()),
                                        Words.faults(
                                                history,
                                                a.operation().invocation(),
                                                a.end(),
                                                a.agent())),
                        ("%s by process %d %s version %s. No write of that version"
                                        + " succeeded or may have.%s")
                                .formatted(capital(a.label()), a.process(), verb, version, rest));
    }

    private static String accountOf(Access a) {
        String account = a.operation().invocation().string("account");
        return account == null ? "" : account;
    }

    private static Evidence wrongOrder(
            Proof proof, RegisterFinding f, String account, Version older, History history) {
        Access x = f.culprits().get(0);
        Access y = f.culprits().get(1);
        String newer = version(x);
        String old = Words.name(older.value());
        proof.step(x.end(), "version %s or older".formatted(newer), "version %s".formatted(newer));
        return y.isWrite()
                ? writtenLater(proof, f, account, old, history)
                : readOlder(proof, f, account, old, history);
    }

    private static String version(Access a) {
        return Words.name(a.isWrite() ? a.made() : a.seen());
    }

    private static String order(RegisterFinding f, String newer, String old) {
        if (newer.equals(old)) {
            return "Nobody else wrote that version.";
        }
        String after = "Version %s comes after version %s".formatted(newer, old);
        return f.way().isEmpty() ? after + "." : "%s by %s.".formatted(after, way(f.way()));
    }

    private static Evidence writtenLater(
            Proof proof, RegisterFinding f, String account, String old, History history) {
        Access x = f.culprits().get(0);
        Access y = f.culprits().get(1);
        String newer = version(x);
        Op start = y.operation().invocation();
        return proof.step(
                        start,
                        "version %s".formatted(newer),
                        "impossible: version %s is written only now".formatted(old))
                .saying(
                        ("Process %d had version %s of %s at %s, before process %d"
                                        + " began to write version %s at %s%s.")
                                .formatted(
                                        x.process(),
                                        newer,
                                        account,
                                        Words.at(x.end()),
                                        y.process(),
                                        old,
                                        Words.at(start),
                                        faults(history, x, y)),
                        ("%s returned with version %s at %s. %s Yet %s, which wrote"
                                        + " version %s, was invoked only at %s.")
                                .formatted(
                                        capital(x.label()),
                                        newer,
                                        Words.at(x.end()),
                                        order(f, newer, old),
                                        y.label(),
                                        old,
                                        Words.at(start)));
    }

    private static Evidence readOlder(
            Proof proof, RegisterFinding f, String account, String old, History history) {
        Access x = f.culprits().get(0);
        Access y = f.culprits().get(1);
        String newer = version(x);
        Op start = y.operation().invocation();
        return proof.step(
                        y.end(),
                        "version %s or newer".formatted(newer),
                        "impossible: version %s was read".formatted(old))
                .saying(
                        ("Process %d read version %s of %s at %s although version %s"
                                        + " had replaced it by %s%s.")
                                .formatted(
                                        y.process(),
                                        old,
                                        account,
                                        Words.at(y.end()),
                                        newer,
                                        Words.at(x.end()),
                                        faults(history, x, y)),
                        ("%s by process %d %s version %s by %s. %s Yet %s by process"
                                        + " %d, invoked at %s, returned version %s: the newer one"
                                        + " had vanished, or the read was stale.")
                                .formatted(
                                        capital(x.label()),
                                        x.process(),
                                        x.isWrite() ? "had written" : "had read",
                                        newer,
                                        Words.at(x.end()),
                                        order(f, newer, old),
                                        y.label(),
                                        y.process(),
                                        Words.at(start),
                                        old));
    }

    private static String way(List<Access> way) {
        return way.size() > LONGEST_WAY
                ? way.size() + " writes"
                : way.stream().map(Access::label).collect(Collectors.joining(", "));
    }

    private static Evidence entangled(
            Proof proof, RegisterFinding f, String account, History history) {
        Access first = f.culprits().get(0);
        Access last = f.culprits().get(f.culprits().size() - 1);
        for (Access a : f.culprits()) {
            proof.step(
                    a.end(),
                    "between %s and %s"
                            .formatted(Words.at(a.operation().invocation()), Words.at(a.end())),
                    a.isWrite()
                            ? "wrote version " + Words.name(a.made())
                            : "read version " + Words.name(a.seen()));
        }
        String labels = f.culprits().stream().map(Access::label).collect(Collectors.joining(", "));
        return proof.saying(
                "The versions of %s between %s and %s cannot be put in any order%s."
                        .formatted(
                                account,
                                Words.at(first.operation().invocation()),
                                Words.at(last.end()),
                                faults(history, first, last)),
                ("The accesses %s contradict each other: every order of the versions that they saw"
                                + " makes one of them see a version that was replaced"
                                + " already or not"
                                + " yet written.")
                        .formatted(labels));
    }

    private static String faults(@Nullable History history, Access a, Access b) {
        Op start = a.from() < b.from() ? a.operation().invocation() : b.operation().invocation();
        Op end = a.end().index() > b.end().index() ? a.end() : b.end();
        return Words.faults(history, start, end, a.agent(), b.agent());
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
