package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The definitions of atomic commit, restated as loops within loops. */
final class NaiveCommit {
    private NaiveCommit() {}

    /** A sign of commit or abort: of accounts, of decisions, or what payers were told. */
    private record Sign(boolean isCommit, String source, String actor) {}

    private static List<Sign> signs(NaiveBooks b, String id) {
        List<Sign> signs = new ArrayList<>();
        for (Op s : b.steps) {
            boolean isApplied = "applied".equals(s.string("step"));
            boolean isDecision = String.valueOf(s.string("step")).startsWith("decision");
            if (id.equals(s.string("payment"))
                    && "done".equals(s.string("state"))
                    && (isApplied || isDecision)) {
                signs.add(
                        new Sign(
                                "commit".equals(s.string("detail")),
                                isApplied ? "accounts" : "decision",
                                String.valueOf(s.string(isApplied ? "who" : "node"))));
            }
        }
        for (NaiveBooks.Said s : b.statements) {
            if (s.has(id)) {
                signs.add(new Sign(true, "accounts", s.who()));
            }
        }
        if (b.isAcknowledged(id)) {
            signs.add(new Sign(true, "told", ""));
        }
        if (b.isDenied(id)) {
            signs.add(new Sign(false, "told", ""));
        }
        List<List<?>> legs = b.legs(id);
        for (int n = 0; n < legs.size(); n++) {
            if (signs.stream().anyMatch(Sign::isCommit) && b.isMissing(id, legs, n)) {
                signs.add(new Sign(false, "accounts", String.valueOf(legs.get(n).get(0))));
            }
        }
        return signs;
    }

    /** One kind for each payment that was committed and was not. */
    static List<String> agreement(History h) {
        NaiveBooks b = new NaiveBooks(h);
        List<String> kinds = new ArrayList<>();
        for (String id : b.ids) {
            Set<String> found = new TreeSet<>();
            List<Sign> signs = signs(b, id);
            for (Sign c : signs) {
                for (Sign a : signs) {
                    if (c.isCommit && !a.isCommit) {
                        found.add(clash(c, a));
                    }
                }
            }
            found.stream().findFirst().ifPresent(k -> kinds.add(k.substring(2)));
        }
        return kinds.stream().sorted().toList();
    }

    /** The letters say which goes first. */
    private static String clash(Sign c, Sign a) {
        boolean areAlike = c.source.equals(a.source) && !c.source.equals("told");
        if (areAlike && c.source.equals("accounts") && !c.actor.equals(a.actor)) {
            return "a split-outcome";
        }
        if (areAlike && c.actor.equals(a.actor)) {
            return "b changed-outcome";
        }
        boolean isTold = c.source.equals("told") || a.source.equals("told");
        return isTold ? "d payer-misled" : "c contradicted-decision";
    }

    /** One kind for each participant whose vote does not allow what became of a payment. */
    static List<String> validity(History h) {
        NaiveBooks b = new NaiveBooks(h);
        List<String> kinds = new ArrayList<>();
        for (String id : b.ids) {
            List<List<?>> legs = b.legs(id);
            Set<String> who = new TreeSet<>();
            legs.forEach(leg -> who.add(String.valueOf(leg.get(0))));
            int commit = first(h, b, id, true);
            int abort = first(h, b, id, false);
            boolean areAllYes = !who.isEmpty();
            for (String p : who) {
                boolean isNo = hasVote(b, id, p, "no");
                areAllYes &= hasYes(b, id, p) && !isNo;
                if (commit >= 0 && isNo) {
                    kinds.add("commit-against-no");
                } else if (commit >= 0 && !hasVote(b, id, p, "") && isComplete(b, p, commit)) {
                    kinds.add("commit-without-vote");
                }
            }
            if (abort >= 0 && areAllYes && b.sends(id).size() == 1) {
                long began = h.op(b.sends(id).get(0).begin()).timeNanos();
                long ended = h.op(abort).timeNanos();
                boolean isFaulty =
                        h.ops().stream()
                                .anyMatch(o -> o.f().equals("start-cut") && o.timeNanos() <= ended);
                if (ended - began < 100_000_000 && !isFaulty) {
                    kinds.add("abort-without-cause");
                }
            }
        }
        return kinds.stream().sorted().toList();
    }

    /** The first event that shows it, absence apart. */
    private static int first(History h, NaiveBooks b, String id, boolean isCommit) {
        for (Op op : h.ops()) {
            int i = op.index();
            boolean isStep =
                    op.f().equals("step")
                            && id.equals(op.string("payment"))
                            && (isCommit ? "commit" : "abort").equals(op.string("detail"));
            boolean isEntry =
                    isCommit && b.statements.stream().anyMatch(s -> s.answered() == i && s.has(id));
            if (isStep || isEntry || isTold(b, id, i, isCommit)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isTold(NaiveBooks b, String id, int i, boolean isCommit) {
        for (NaiveBooks.Send s : b.sends(id)) {
            boolean isLast = b.sends(id).stream().allMatch(x -> x.end() <= i);
            boolean isDenial =
                    s.outcome() == OpType.FAIL
                            && b.isDenied(id)
                            && (!s.error().startsWith("refused") || isLast && noAbort(b, id));
            if (s.end() == i && (isCommit ? s.outcome() == OpType.OK : isDenial)) {
                return true;
            }
        }
        return false;
    }

    private static boolean noAbort(NaiveBooks b, String id) {
        return b.sends(id).stream().allMatch(s -> s.error().startsWith("refused"));
    }

    /** Whether there is such a vote, or any, in time. */
    private static boolean hasVote(NaiveBooks b, String id, String who, String detail) {
        return b.steps.stream()
                .filter(s -> id.equals(s.string("payment")) && who.equals(s.string("who")))
                .filter(s -> String.valueOf(s.string("step")).startsWith("vote"))
                .filter(s -> detail.isEmpty() || detail.equals(s.string("detail")))
                .anyMatch(s -> !isLate(b, s));
    }

    /** Where anybody writes down what is sent, a yes must have been sent. */
    private static boolean hasYes(NaiveBooks b, String id, String who) {
        boolean areSent = b.steps.stream().anyMatch(s -> "vote-sent".equals(s.string("step")));
        return b.steps.stream()
                .filter(s -> id.equals(s.string("payment")) && who.equals(s.string("who")))
                .filter(s -> !areSent || "vote-sent".equals(s.string("step")))
                .filter(s -> "yes".equals(s.string("detail")))
                .anyMatch(s -> !isLate(b, s));
    }

    /** Whether the same journal has the commit on an earlier line. */
    private static boolean isLate(NaiveBooks b, Op vote) {
        return b.steps.stream()
                .filter(s -> "applied".equals(s.string("step")))
                .filter(s -> "commit".equals(s.string("detail")))
                .filter(s -> same(s, vote, "payment") && same(s, vote, "who"))
                .filter(s -> same(s, vote, "node"))
                .anyMatch(s -> line(s) < line(vote));
    }

    private static boolean same(Op a, Op b, String field) {
        return String.valueOf(a.get(field)).equals(String.valueOf(b.get(field)));
    }

    private static long line(Op step) {
        Long n = step.number("n");
        return n == null ? -1 : n;
    }

    /** Whether each journal with votes has a line about a payment that was first sent later. */
    private static boolean isComplete(NaiveBooks b, String who, int commit) {
        Set<String> nodes = new TreeSet<>();
        for (Op s : b.steps) {
            if (String.valueOf(s.string("step")).startsWith("vote")
                    || who.equals(s.string("node"))) {
                nodes.add(String.valueOf(s.string("node")));
            }
        }
        boolean isVote =
                b.steps.stream().anyMatch(s -> String.valueOf(s.string("step")).startsWith("vote"));
        for (String node : nodes) {
            boolean isRead = false;
            for (Op s : b.steps) {
                List<NaiveBooks.Send> sends = b.sends(String.valueOf(s.string("payment")));
                isRead |=
                        node.equals(s.string("node"))
                                && !sends.isEmpty()
                                && sends.get(0).begin() > commit;
            }
            if (!isRead) {
                return false;
            }
        }
        return isVote;
    }

    /** Participants that are in doubt, payment by payment, and those that did not answer. */
    static List<String> termination(History h) {
        NaiveBooks b = new NaiveBooks(h);
        List<String> kinds = new ArrayList<>();
        for (String p : b.participants) {
            NaiveBooks.Said last = b.last(p, "final");
            if (last != null) {
                for (Object id :
                        new TreeSet<>(last.doubts().stream().map(String::valueOf).toList())) {
                    boolean isOver =
                            b.sends(String.valueOf(id)).stream()
                                    .allMatch(
                                            s ->
                                                    s.begin() < last.asked()
                                                            && s.end() >= 0
                                                            && s.end() < last.asked());
                    if (isOver) {
                        kinds.add("left-in-doubt");
                    }
                }
            } else {
                int question = -1;
                for (Op op : h.ops()) {
                    boolean isAsked =
                            op.isInvoke()
                                    && op.f().equals("statement")
                                    && p.equals(op.string("participant"))
                                    && "final".equals(op.string("when"));
                    question = isAsked ? op.index() : question;
                }
                if (question >= 0 && h.completionOf(question) >= 0) {
                    kinds.add("no-final-statement");
                }
            }
        }
        return kinds.stream().sorted().toList();
    }
}
