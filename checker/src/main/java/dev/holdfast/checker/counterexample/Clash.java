package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.FifoQueueModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.QueueModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The few operations that a decider named as those that contradict each other, whatever all others
 * did: {@link Finding.NotLinearizable#core}.
 *
 * <p>For models of so many states that the search for anything smaller would be long. That no order
 * of these operations alone explains them is checked again.
 */
final class Clash {
    private static final int MOST = 8;
    private static final int FEWEST_OF_LOCKS = 2;
    private static final int FEW_EFFECTS = 256;
    private static final int FEW_CALLS = 100;
    private static final int MOST_CONFIGURATIONS = 2_000;
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final long MOST_STEPS = 1_000_000;

    private final Subhistory h;
    private final History history;
    private final Phrases phrases;
    private final List<Operation> core = new ArrayList<>();
    private final Operation last;
    private final List<Moment> moments;

    private Clash(
            Subhistory h, List<Integer> core, int last, List<Moment> moments, History history) {
        this.moments = moments;
        this.h = h;
        this.history = history;
        this.phrases = new Phrases(h.model(), h.part());
        core.stream().sorted().map(h::operation).forEach(this.core::add);
        this.last = h.operation(last);
    }

    /**
     * The evidence of what was {@code found} about {@code h}; null if no small core was named, if
     * the search for a counterexample is the better choice, or if {@code decider} does not agree.
     */
    static @Nullable Evidence evidence(
            History history,
            Subhistory h,
            Finding.NotLinearizable found,
            Decider decider,
            Effort effort) {
        List<Integer> core = found.core();
        boolean isSearchShort =
                h.calls() <= FEW_CALLS
                        || (h.model().isFinite() && h.effects().count() <= FEW_EFFECTS);
        if (core.isEmpty() || core.size() > most(h.model()) || isSearchShort) {
            return null;
        }
        int last = core.get(0);
        for (int c : core) {
            boolean isLater = h.isOptional(last) || h.returnedAt(c) > h.returnedAt(last);
            last = !h.isOptional(c) && isLater ? c : last;
        }
        Weakening alone = new Weakening(h).weakenOthers(core, Role.GONE);
        Effort own = effort.within(TIME, MOST_STEPS);
        Rechecks rechecks = new Rechecks(decider, own, h.events(), TIME);
        if (!(rechecks.ask(alone) instanceof Finding.NotLinearizable)) {
            return null;
        }
        Walk.Outcome walk = Walk.through(alone.build().subhistory(), MOST_CONFIGURATIONS);
        List<Moment> moments = walk.end() == Walk.End.STUCK ? walk.moments() : List.of();
        return new Clash(h, core, last, moments, history).evidence();
    }

    /** Of a lock with owners the core has every release of theirs, which says little. */
    private static int most(Model<?> model) {
        boolean isLock = model.name().endsWith("mutex") || model.name().endsWith("lock");
        return isLock ? FEWEST_OF_LOCKS : MOST;
    }

    private Evidence evidence() {
        Proof proof = new Proof(Kinds.NOT_LINEARIZABLE);
        core.forEach(o -> proof.operations(Phrases.recorded(o, history)));
        Op end = Phrases.end(last);
        if (moments.isEmpty()) {
            proof.step(end, "every order of these was tried", "impossible: none explains them");
        }
        moments.forEach(m -> proof.step(m.at(), Phrases.anyOf(m.before()), Phrases.after(m)));
        Op first = core.get(0).invocation();
        String summary =
                "%s: %s at %s, which no order of the operations explains%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(last),
                                Words.at(end),
                                Words.faults(history, first, end));
        return proof.saying(summary, argument());
    }

    private String argument() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < core.size(); i++) {
            sentences.add(phrases.told(core.get(i), core.subList(0, i)));
        }
        sentences.add(sources());
        sentences.add(isQueue() ? "" : alone());
        int others = h.calls() - core.size();
        String these =
                core.size() == 1
                        ? "Nothing explains this result"
                        : "No order of these %d operations explains their results"
                                .formatted(core.size());
        sentences.add(
                others == 0
                        ? these + "."
                        : "%s, even if each of the %s happened at any moment or never."
                                .formatted(these, Phrases.count(others, "other operation")));
        sentences.removeIf(String::isEmpty);
        return String.join(" ", sentences);
    }

    /** What is wrong with them if nothing else happened. */
    private String alone() {
        if (moments.isEmpty()) {
            return "";
        }
        Moment stuck = moments.get(moments.size() - 1);
        return "With %s alone, when %s returns %s, and it is impossible then: %s."
                .formatted(
                        core.size() == 1 ? "this" : "these",
                        Phrases.name(stuck.operation()),
                        phrases.stands(stuck.before()),
                        Phrases.reasons(stuck.refusals()));
    }

    private boolean isQueue() {
        return h.model() instanceof QueueModel || h.model() instanceof FifoQueueModel;
    }

    /** How often the value that was taken last had been put in, where that is the question. */
    private String sources() {
        Object taken = last.result();
        if (!isQueue() || !last.f().equals("dequeue") || taken == null) {
            return "";
        }
        List<Operation> enqueues = new ArrayList<>();
        for (int c = 0; c < h.calls(); c++) {
            Operation op = h.operation(c);
            if (op.f().equals("enqueue") && Objects.equals(op.argument(), taken)) {
                enqueues.add(op);
            }
        }
        String value = Words.name(taken);
        long named = enqueues.stream().filter(core::contains).count();
        if (enqueues.isEmpty()) {
            return "Nobody enqueued %s.".formatted(value);
        }
        if (named == enqueues.size()) {
            return "Nobody else enqueued %s.".formatted(value);
        }
        return enqueues.size() == 1
                ? "%s was enqueued only once (%s)."
                        .formatted(Phrases.capital(value), Phrases.when(enqueues.get(0)))
                : "";
    }
}
