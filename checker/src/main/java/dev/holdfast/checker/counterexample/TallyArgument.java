package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A {@link Tally} in words: what was done for certain, what can have undone it, and the rest. */
final class TallyArgument {
    private static final int MOST_NAMED = 8;

    /** Of each sort: more would hide a proof that is a number. */
    private static final int MOST_SHOWN = 50;

    private final Tally tally;
    private final History history;
    private final String object;
    private final boolean isLock;
    private final Op end;

    private TallyArgument(Tally tally, History history) {
        this.tally = tally;
        this.history = history;
        this.object = new Phrases(tally.model(), tally.part()).object();
        this.isLock = tally.model() instanceof MutexModel;
        this.end = Phrases.end(tally.blocked());
    }

    /** The evidence that {@code tally}, which is one of {@code history}, gives. */
    static Evidence evidence(Tally tally, History history) {
        return new TallyArgument(tally, history).evidence();
    }

    private Evidence evidence() {
        Proof proof = new Proof(kind());
        shown(tally.certain()).forEach(o -> proof.operations(recorded(o)));
        shown(tally.possible()).forEach(o -> proof.operations(recorded(o)));
        proof.operations(recorded(tally.blocked()));
        addSteps(proof);
        String summary =
                "%s: %s %s, and %s%s."
                        .formatted(
                                Phrases.capital(object),
                                when(),
                                done("it"),
                                undone(),
                                Words.faults(history, first(), end));
        String argument =
                "%s %s%s. %s%s. %s"
                        .formatted(
                                Phrases.capital(when()),
                                done(object),
                                listed(tally.certain(), Moments.WITHIN),
                                Phrases.capital(undone()),
                                listed(tally.possible(), Moments.TOUCHING),
                                contradiction());
        return proof.saying(summary, argument);
    }

    private String kind() {
        return !isLock
                ? Kinds.NOT_LINEARIZABLE
                : tally.isOfAcquires() ? Kinds.DOUBLE_GRANT : Kinds.RELEASE_BY_NON_HOLDER;
    }

    private Operation recorded(Operation op) {
        return Phrases.recorded(op, history);
    }

    private static List<Operation> shown(List<Operation> all) {
        return all.subList(Math.max(0, all.size() - MOST_SHOWN), all.size());
    }

    /** The last returns that are counted, and how the counts stand at each. */
    private void addSteps(Proof proof) {
        List<Operation> returned = new ArrayList<>(tally.certain());
        returned.sort(Comparator.comparingInt(o -> Phrases.end(o).index()));
        int shown = Math.max(0, returned.size() - MOST_NAMED);
        String before =
                standing(shown, shown == 0 ? first() : Phrases.end(returned.get(shown - 1)));
        for (int i = shown; i < returned.size(); i++) {
            Op at = Phrases.end(returned.get(i));
            String after = standing(i + 1, at);
            boolean isLast = i == returned.size() - 1;
            proof.step(at, before, isLast ? "impossible: " + after : after);
            before = after;
        }
    }

    private String standing(int done, Op at) {
        long undone =
                tally.possible().stream().filter(o -> o.invocation().index() < at.index()).count();
        return String.format(
                Locale.ROOT, "%,d %s, %,d %s at most", done, verb(), undone, otherVerb());
    }

    private String when() {
        return tally.isFromStart()
                ? "by " + Words.at(end)
                : "between %s and %s".formatted(Words.at(first()), Words.at(end));
    }

    /** {@code the lock was acquired twice}, {@code 3 permits of the semaphore were acquired}. */
    private String done(String whose) {
        int n = tally.certain().size();
        boolean isOne = isLock || n == 1;
        String form = tally.isFromStart() ? "had been" : isOne ? "was" : "were";
        if (isLock) {
            return "%s %s %s %s".formatted(whose, form, verb(), Phrases.times(n));
        }
        String permits = Phrases.count(n, "permit");
        String of = whose.equals("it") ? "" : " of " + whose;
        return "%s%s %s %s".formatted(permits, of, form, verb());
    }

    private String undone() {
        int n = tally.possible().size();
        String bound = n == 0 ? "no " + other() : "at most " + Phrases.count(n, other());
        return "%s can have happened %s"
                .formatted(bound, tally.isFromStart() ? "by then" : "in that time");
    }

    private String verb() {
        return tally.isOfAcquires() ? "acquired" : "released";
    }

    private String otherVerb() {
        return tally.isOfAcquires() ? "released" : "acquired";
    }

    private String other() {
        return tally.isOfAcquires() ? "release" : "acquire";
    }

    /** Which operations count. */
    private enum Moments {
        /** Those invoked and returned in the window. */
        WITHIN,
        /** Those open at any moment of the window. */
        TOUCHING
    }

    /** Which they are, where these are few; else how a reader finds them. */
    private String listed(List<Operation> all, Moments moments) {
        if (all.isEmpty()) {
            return tally.isFromStart()
                    ? ": none had been invoked"
                    : ": none was open then, nor was one of unknown outcome invoked before";
        }
        if (all.size() <= MOST_NAMED) {
            return ": " + Phrases.and(all.stream().map(TallyArgument::by).toList());
        }
        long unknown = all.stream().filter(o -> o.outcome() == OpType.INFO).count();
        String doubt = unknown == 0 ? "" : ", %,d of them of unknown outcome".formatted(unknown);
        return moments == Moments.WITHIN
                ? ", the last time " + by(tally.blocked())
                : tally.isFromStart()
                        ? ": so many had been invoked" + doubt
                        : ": so many were open at some moment of it" + doubt;
    }

    private static String by(Operation op) {
        return "by process %d (%s)".formatted(op.process(), Phrases.when(op));
    }

    private String contradiction() {
        int surplus = tally.surplus();
        if (tally.isOfAcquires()) {
            return isLock
                    ? ("So at %s at least %d acquires were without a release; it can be held"
                                    + " only once.")
                            .formatted(Words.at(end), surplus)
                    : "So at %s at least %d permits were taken; there %s only %d."
                            .formatted(
                                    Words.at(end),
                                    surplus,
                                    tally.permits() == 1 ? "is" : "are",
                                    tally.permits());
        }
        String start =
                tally.isFromStart()
                        ? isLock ? "It was free at first" : "No permit was taken at first"
                        : isLock
                                ? "Even if it was held at first"
                                : "Even if all permits were taken at first";
        int wrong = surplus - tally.allowed();
        return "%s, %s %s %s."
                .formatted(
                        start,
                        tally.isFromStart() ? "so at least" : "at least",
                        Phrases.count(wrong, "release"),
                        isLock ? "found it free" : "had no permit to give back");
    }

    private Op first() {
        return tally.certain().get(0).invocation();
    }
}
