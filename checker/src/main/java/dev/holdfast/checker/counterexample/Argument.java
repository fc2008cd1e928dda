package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;

/**
 * A counterexample in words: what is given, what happened, what may have happened, and why no order
 * of that explains the last return.
 *
 * <p>Where nothing else is said, <em>#n</em> is the index of an invocation. Long lists are cut:
 * {@link Evidence#ops} has all.
 */
public final class Argument {
    private static final int MOST_MUST = 8;
    private static final int MOST_MAY = 6;
    private static final int MOST_STATES = 5;

    private final Counterexample c;
    private final Subhistory h;
    private final History history;
    private final Phrases phrases;

    private Argument(Counterexample c, History history) {
        this.c = c;
        this.h = c.subhistory();
        this.history = history;
        this.phrases = new Phrases(h.model(), h.part());
    }

    /** The evidence that {@code counterexample}, which is one of {@code history}, gives. */
    public static Evidence of(Counterexample counterexample, History history) {
        return new Argument(counterexample, history).evidence();
    }

    private Evidence evidence() {
        Proof proof = new Proof(kind());
        c.must().forEach(o -> proof.operations(Phrases.recorded(o, history)));
        c.may().forEach(o -> proof.operations(Phrases.recorded(o, history)));
        for (Moment m : c.moments()) {
            proof.step(m.at(), Phrases.anyOf(m.before()), Phrases.after(m));
        }
        if (c.moments().isEmpty()) {
            proof.step(
                    Phrases.end(c.last()), "every order was tried", "impossible: none explains it");
        }
        return proof.saying(summary(), argument());
    }

    private String kind() {
        List<Operation> must = c.must();
        boolean isLock = h.model().name().endsWith("mutex");
        boolean areAcquires = must.stream().allMatch(o -> o.f().equals("acquire"));
        boolean ofTwo = must.size() == 2 && must.get(0).process() != must.get(1).process();
        boolean areOk = must.stream().allMatch(o -> o.outcome() == OpType.OK);
        return isLock && areAcquires && ofTwo && areOk && isHeld()
                ? Kinds.DOUBLE_GRANT
                : Kinds.NOT_LINEARIZABLE;
    }

    /** Whether the last acquire is refused because the lock is held, and not for its token. */
    private boolean isHeld() {
        return !c.moments().isEmpty()
                && c.moments().get(c.moments().size() - 1).before().stream()
                        .allMatch(s -> s.startsWith("held"));
    }

    private String summary() {
        Operation last = c.last();
        Op from = c.must().get(0).invocation();
        String faults = Words.faults(history, from, Phrases.end(last));
        String did =
                "%s: %s at %s"
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(last),
                                Words.at(Phrases.end(last)));
        List<String> states = lastStates();
        return states.size() == 1
                ? "%s, when %s%s.".formatted(did, phrases.certainlyStood(states), faults)
                : "%s, which no order of the operations explains%s.".formatted(did, faults);
    }

    private List<String> lastStates() {
        return c.moments().isEmpty() ? List.of() : c.moments().get(c.moments().size() - 1).before();
    }

    private String argument() {
        List<String> sentences = new ArrayList<>();
        if (isOfTwoInARow()) {
            addTwoInARow(sentences);
        } else {
            sentences.add(given());
            addMust(sentences);
            addMay(sentences);
            addOthers(sentences);
            sentences.add(contradiction());
        }
        addSemantics(sentences);
        addDoubts(sentences);
        return String.join(" ", sentences);
    }

    /** Whether the proof is that one operation leaves states that forbid the next. */
    private boolean isOfTwoInARow() {
        List<Operation> must = c.must();
        return must.size() == 2
                && c.may().isEmpty()
                && c.moments().size() == 2
                && must.get(1).equals(c.last())
                && Phrases.end(must.get(0)).index() < must.get(1).invocation().index();
    }

    private void addTwoInARow(List<String> sentences) {
        Operation first = c.must().get(0);
        Moment stuck = c.moments().get(1);
        List<String> whatever = new ArrayList<>();
        if (!c.isFolded() || c.isCertain()) {
            sentences.add(given());
        } else if (c.earlier() > 0) {
            whatever.add(
                    "whatever the %s before it did"
                            .formatted(
                                    c.earlier() == 1
                                            ? "operation"
                                            : Phrases.count(c.earlier(), "operation")));
        } else {
            whatever.add("whatever its state was before");
        }
        if (c.others() > 0) {
            whatever.add(
                    "even if %s happened %s"
                            .formatted(
                                    c.others() == 1
                                            ? "1 other operation"
                                            : "each of %s"
                                                    .formatted(
                                                            Phrases.count(
                                                                    c.others(), "other operation")),
                                    anyMoment()));
        }
        sentences.add(
                "%s (%s), so from then until %s %s%s."
                        .formatted(
                                Phrases.capital(phrases.did(first)),
                                Phrases.when(first),
                                Words.at(stuck.at()),
                                phrases.stands(stuck.before()),
                                whatever.isEmpty() ? "" : ", " + String.join(" and ", whatever)));
        sentences.add(
                "Yet %s (%s), which is impossible then: %s."
                        .formatted(
                                phrases.did(c.last()),
                                Phrases.when(c.last()),
                                Phrases.reasons(stuck.refusals())));
    }

    private String anyMoment() {
        return h.model().isFinite()
                ? "at any moment, any number of times or never"
                : "at any other moment or never";
    }

    private String given() {
        if (!c.isFolded()) {
            return "At first %s.".formatted(phrases.stands(c.startsInWords()));
        }
        String first = Phrases.name(c.must().get(0));
        if (c.isCertain()) {
            String stands = phrases.stands(c.startsInWords());
            return c.earlier() == 1
                    ? "First there was 1 other operation; after it %s.".formatted(stands)
                    : "First there were %s; in every order that explains them, after them %s."
                            .formatted(Phrases.count(c.earlier(), "other operation"), stands);
        }
        String before =
                "%s had returned before %s; "
                        .formatted(Phrases.count(c.earlier(), "operation"), first);
        if (c.must().size() == 1 && c.earlier() > 0) {
            return before + "it does not matter what %s did.".formatted(it(c.earlier()));
        }
        List<String> states = c.startsInWords();
        if (states.size() == 1) {
            return "Whatever happened before, %s.".formatted(phrases.stands(states));
        }
        String any =
                states.size() <= MOST_STATES
                        ? "%s may be in any state (%s)"
                                .formatted(phrases.object(), Phrases.anyOf(states))
                        : "%s may be in any of %,d states"
                                .formatted(phrases.object(), states.size());
        return c.earlier() == 0
                ? "When %s is invoked, %s.".formatted(first, any)
                : before + "whatever %s did, %s then.".formatted(it(c.earlier()), any);
    }

    private static String it(int count) {
        return count == 1 ? "it" : "they";
    }

    private void addMust(List<String> sentences) {
        List<Operation> must = c.must();
        int skipped = Math.max(0, must.size() - MOST_MUST);
        if (skipped > 0) {
            sentences.add(
                    "%s %s before."
                            .formatted(
                                    Phrases.count(skipped, "operation"),
                                    skipped == 1 ? "goes" : "go"));
        }
        for (int i = skipped; i < must.size(); i++) {
            sentences.add(phrases.told(must.get(i), must.subList(skipped, i)));
        }
    }

    private void addMay(List<String> sentences) {
        List<Operation> may = c.may();
        for (Operation op : may.subList(0, Math.min(MOST_MAY, may.size()))) {
            boolean isUnknown = op.outcome() == OpType.INFO;
            String when =
                    isUnknown
                            ? "%s (%s), at any moment from %s on."
                            : "%s (%s); that does not help at whatever moment from %s on.";
            sentences.add(
                    when.formatted(
                            Phrases.capital(phrases.did(op)),
                            Phrases.when(op),
                            Words.at(op.invocation())));
        }
        if (may.size() > MOST_MAY) {
            sentences.add(
                    "So may have %s."
                            .formatted(Phrases.count(may.size() - MOST_MAY, "other operation")));
        }
    }

    private void addOthers(List<String> sentences) {
        if (c.others() == 0) {
            return;
        }
        sentences.add(
                "%s cannot help, even if %s happened %s."
                        .formatted(
                                Phrases.count(c.others(), "other operation"),
                                c.others() == 1 ? "it" : "each",
                                anyMoment()));
    }

    private void addSemantics(List<String> sentences) {
        boolean readsNil =
                c.must().stream().anyMatch(o -> o.f().equals("read") && o.result() == null);
        if (readsNil && h.model() instanceof RegisterModel register) {
            sentences.add("By the model it %s.".formatted(register.semantics()));
        }
        boolean hasTest = c.must().stream().anyMatch(o -> o.outcome() == OpType.FAIL);
        if (hasTest && h.fails() == Fails.STRICT) {
            sentences.add(
                    "A failed operation counts as a test here: at some moment it must have been"
                            + " bound to fail.");
        }
    }

    private String contradiction() {
        String last = Phrases.name(c.last());
        if (c.moments().isEmpty()) {
            return "Every order of these was tried: none explains the return of %s."
                    .formatted(last);
        }
        Moment stuck = c.moments().get(c.moments().size() - 1);
        String reasons = Phrases.reasons(stuck.refusals());
        String where = stuck.before().size() == 1 ? "there" : "in each of these states";
        if (c.must().size() == 1) {
            return "While %s is open, %s, and %s is impossible %s: %s."
                    .formatted(last, phrases.stands(stuck.before()), last, where, reasons);
        }
        return ("Take any order of these that explains all that returned before %s did. When %s"
                        + " returns, %s and %s has not happened yet; it is impossible %s: %s. So"
                        + " no order explains all.")
                .formatted(last, last, phrases.stands(stuck.before()), last, where, reasons);
    }

    private void addDoubts(List<String> sentences) {
        if (!c.isConfirmed()) {
            sentences.add("The time was too short to check this again.");
        } else if (!c.isMinimal()) {
            sentences.add("Fewer operations may do: to be sure of that would take too long.");
        }
    }
}
