package dev.holdfast.checker.knossos;

import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Knossos as an engine: it decides, in a process of its own, what our own searches decide in this
 * one.
 *
 * <p>Any model and either meaning of failed operations: the model stays in this process and is
 * asked, so that Knossos and our engines answer one and the same question. Knossos starts in about
 * two seconds, which count. Deterministic with the algorithms {@code wgl} and {@code linear}; with
 * {@code competition} the verdict is, the evidence depends on who was first.
 */
public final class KnossosEngine {
    private KnossosEngine() {}

    /**
     * One line that says why Knossos cannot be run with {@code options} and how to get it; empty if
     * it can. Loads nothing.
     */
    public static Optional<String> missing(KnossosOptions options) {
        return KnossosJars.missing(
                options.classpath().isEmpty()
                        ? System.getProperty("java.class.path")
                        : options.classpath());
    }

    /** As the other {@code check}, where failed operations say nothing. */
    public static Verdict check(
            History history, Model<?> model, Limits limits, KnossosOptions options) {
        return check(history, model, Fails.LENIENT, limits, options);
    }

    /**
     * Whether {@code history} is linearizable, says Knossos.
     *
     * <p>Unknown if its jars are missing, at a limit, if its process dies, and if this thread is
     * interrupted, which stays so. In none of these cases is a process left behind.
     *
     * @param limits time for all objects together, the start of the process included; memory for
     *     its heap
     */
    public static Verdict check(
            History history, Model<?> model, Fails fails, Limits limits, KnossosOptions options) {
        Optional<String> missing = missing(options);
        if (missing.isPresent()) {
            return new Verdict.Unknown(missing.get());
        }
        List<Subhistory> parts =
                Subhistories.of(history, model, fails).stream().filter(p -> p.calls() > 0).toList();
        if (parts.isEmpty()) {
            return new Verdict.Unknown(
                    "no operation that model %s knows, %s"
                            .formatted(model.name(), model.functions()));
        }
        return verdict(history, parts, KnossosRun.of(parts, options, limits, false), options);
    }

    private static Verdict verdict(
            History history,
            List<Subhistory> parts,
            KnossosRun.Result result,
            KnossosOptions options) {
        for (int i = 0; i < result.answers().size(); i++) {
            Answer answer = result.answers().get(i);
            if (answer.word().equals("invalid")) {
                return new Verdict.Invalid(
                        new KnossosEvidence(history, parts.get(i), answer, options.algorithm())
                                .evidence());
            }
            if (answer.word().equals("unknown")) {
                return new Verdict.Unknown("Knossos gave up: " + answer.cause());
            }
        }
        String stopped = result.stopped();
        if (stopped != null || result.answers().size() < parts.size()) {
            return new Verdict.Unknown(stopped == null ? "Knossos did not answer" : stopped);
        }
        long calls = parts.stream().mapToLong(Subhistory::calls).sum();
        return new Verdict.Valid(
                "%,d operations on %,d objects, decided by Knossos (%s)"
                        .formatted(calls, parts.size(), options.algorithm().label()));
    }
}
