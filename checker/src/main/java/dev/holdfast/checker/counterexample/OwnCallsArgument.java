package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link OwnCalls} in words: what the process did, and why that is too much. */
final class OwnCallsArgument {
    /** More would hide a proof that is a number. */
    private static final int MOST_SHOWN = 50;

    private final OwnCalls own;
    private final History history;
    private final Phrases phrases;
    private final boolean isWeighted;
    private final boolean isAcquire;
    private final Operation last;
    private final Op end;

    private OwnCallsArgument(OwnCalls own, History history) {
        this.own = own;
        this.history = history;
        this.phrases = new Phrases(own.h().model(), own.h().part());
        this.isWeighted = own.h().model() instanceof WeightedSemaphoreModel;
        this.last = own.last();
        this.isAcquire = OwnCalls.isAcquire(last);
        this.end = Phrases.end(last);
    }

    /** The evidence that {@code own}, which is of {@code history}, gives. */
    static Evidence evidence(OwnCalls own, History history) {
        return new OwnCallsArgument(own, history).evidence();
    }

    private Evidence evidence() {
        Proof proof = new Proof(isAcquire ? Kinds.REENTRANCY_LIMIT : Kinds.RELEASE_BY_NON_HOLDER);
        List<Operation> calls = own.calls();
        for (Operation o : calls.subList(Math.max(0, calls.size() - MOST_SHOWN), calls.size())) {
            proof.operations(Phrases.recorded(o, history));
        }
        Operation other = own.other();
        if (other != null) {
            proof.operations(Phrases.recorded(other, history));
        }
        addSteps(proof);
        Op first = (other == null ? calls.get(0) : other).invocation();
        String summary =
                "%s: %s at %s, %s%s."
                        .formatted(
                                Phrases.capital(phrases.object()),
                                phrases.did(last),
                                Words.at(end),
                                offence(),
                                Words.faults(history, first, end));
        return proof.saying(summary, facts() + " " + contradiction());
    }

    private String offence() {
        if (isWeighted) {
            return isAcquire ? "which is more than there are" : "which is more than it held";
        }
        return isAcquire ? "when it held it as often as it may" : "when it did not hold it";
    }

    private void addSteps(Proof proof) {
        long acquired = 0;
        long released = 0;
        List<Operation> calls = own.calls();
        for (int i = 0; i < calls.size(); i++) {
            String before = standing(acquired, released);
            long weight = own.weight(calls.get(i));
            acquired += OwnCalls.isAcquire(calls.get(i)) ? weight : 0;
            released += OwnCalls.isAcquire(calls.get(i)) ? 0 : weight;
            if (i >= calls.size() - OwnCalls.MOST_NAMED) {
                String after = standing(acquired, released);
                boolean isLast = i == calls.size() - 1;
                proof.step(
                        Phrases.end(calls.get(i)), before, isLast ? "impossible: " + after : after);
            }
        }
    }

    private static String standing(long acquired, long released) {
        return String.format(Locale.ROOT, "%,d acquired, %,d released", acquired, released);
    }

    private String facts() {
        List<Operation> calls = own.calls();
        Operation other = own.other();
        if (other != null) {
            return "When %s (%s), process %d did not hold it. Since then it can have %s, and it %s."
                    .formatted(
                            phrases.did(other),
                            Phrases.when(other),
                            last.process(),
                            own.sum(true) == 0 ? "acquired it no more" : most(),
                            done(false));
        }
        String opposite = isAcquire ? "release" : "acquire";
        if (calls.size() == 1) {
            return own.isFromStart()
                    ? "%s (%s), and no acquire by it had succeeded before."
                            .formatted(Phrases.capital(phrases.did(last)), Phrases.when(last))
                    : phrases.told(last, List.of());
        }
        if (calls.size() == 2 && !own.isFromStart()) {
            Operation first = calls.get(0);
            String then = phrases.told(last, List.of(first));
            return "%s %s, and no %s by it succeeded in between."
                    .formatted(
                            phrases.told(first, List.of()),
                            then.substring(0, then.length() - 1),
                            opposite);
        }
        String since =
                own.isFromStart()
                        ? "Until %s".formatted(Words.at(end))
                        : "Between %s and %s"
                                .formatted(Words.at(calls.get(0).invocation()), Words.at(end));
        return "%s process %d %s and %s.".formatted(since, last.process(), done(true), done(false));
    }

    private String most() {
        return "%s at most%s".formatted(amount(true), named(true));
    }

    private String done(boolean acquires) {
        return own.sum(acquires) == 0
                ? isWeighted
                        ? "%s nothing".formatted(acquires ? "acquired" : "released")
                        : "never %s it".formatted(acquires ? "acquired" : "released")
                : amount(acquires) + named(acquires);
    }

    /** {@code acquired it twice}, {@code released 5 permits}. */
    private String amount(boolean acquires) {
        long n = own.sum(acquires);
        String verb = acquires ? "acquired" : "released";
        return isWeighted
                ? String.format(Locale.ROOT, "%s %,d permit%s", verb, n, n == 1 ? "" : "s")
                : "%s it %s".formatted(verb, Phrases.times(n));
    }

    private String named(boolean acquires) {
        List<String> names = new ArrayList<>();
        for (Operation o : own.calls()) {
            if (OwnCalls.isAcquire(o) == acquires) {
                names.add(isTimed(o) ? Phrases.when(o) : Phrases.name(o));
            }
        }
        return names.isEmpty() || names.size() > OwnCalls.MOST_NAMED
                ? ""
                : " (%s)".formatted(String.join("; ", names));
    }

    private boolean isTimed(Operation operation) {
        return own.calls().size() <= 4 || operation.equals(last);
    }

    private String contradiction() {
        String why;
        if (isAcquire) {
            why =
                    isWeighted
                            ? "There %s only %s"
                                    .formatted(
                                            own.limit() == 1 ? "is" : "are",
                                            Phrases.count(own.limit(), "permit"))
                            : "No process may hold it more than %s at a time"
                                    .formatted(Phrases.times(own.limit()));
        } else {
            boolean isOfLimit = own.limit() > 1 && !own.isFromStart() && own.other() == null;
            String rule =
                    isWeighted
                            ? "A process gives back only what it holds"
                            : "Only a process that holds it can release it";
            why =
                    !isOfLimit
                            ? rule
                            : isWeighted
                                    ? "%s, which is never more than %s"
                                            .formatted(rule, Phrases.count(own.limit(), "permit"))
                                    : "%s, and no process holds it more than %s at a time"
                                            .formatted(rule, Phrases.times(own.limit()));
        }
        return why + ": so no order explains this, whatever all other processes did.";
    }
}
