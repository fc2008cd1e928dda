package dev.holdfast.cli;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.knossos.Algorithm;
import dev.holdfast.checker.knossos.KnossosEngine;
import dev.holdfast.checker.knossos.KnossosOptions;
import dev.holdfast.checker.linear.Analysis;
import dev.holdfast.checker.linear.Linearizability;
import dev.holdfast.checker.verdict.CheckResult;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way to judge histories: by a checker of the catalogue, by our engines against a model, or by
 * Knossos.
 */
interface CheckEngine {
    /** The names of Knossos's searches as engines. */
    List<String> KNOSSOS =
            Stream.concat(
                            Stream.of("knossos"),
                            Stream.of(Algorithm.values()).map(a -> "knossos:" + a.label()))
                    .toList();

    /** A verdict and how it was come by. */
    record Judged(Verdict verdict, Map<String, Object> facts) {}

    /**
     * Judges {@code history}.
     *
     * @throws dev.holdfast.checker.history.BadHistoryException if it is not one that can be judged
     */
    Judged judge(History history, Progress progress);

    /**
     * The same, but unknown where a model of the user's does not come back: limits are looked at
     * between two of its steps, and a thread cannot be ended from outside.
     */
    default CheckEngine stoppedAfter(Duration limit, ModelArguments model) {
        return model.isOwn() ? new Watched(this, limit) : this;
    }

    /** By {@code checker}, which knows what it judges. */
    static CheckEngine of(Checker checker) {
        return (history, progress) -> {
            CheckResult result = Checkers.run(checker, history);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("took-ms", result.took().toMillis());
            return new Judged(result.verdict(), facts);
        };
    }

    /** By our own engines. */
    static CheckEngine of(ModelArguments model, String engine, Limits limits, boolean crossCheck) {
        Linearizability chosen = model.check().engine(engine).limits(limits);
        Linearizability check = crossCheck ? chosen.crossChecked() : chosen;
        String semantics = model.model().semantics();
        return (history, progress) -> {
            check.require(history);
            Analysis analysis = check.progress(progress).analyse(history);
            Map<String, Object> facts = facts(model, semantics, analysis.engine());
            facts.put("objects", (long) analysis.objects());
            facts.put("operations", analysis.operations());
            facts.put("configurations", analysis.explored());
            facts.put("took-ms", analysis.took().toMillis());
            return new Judged(analysis.verdict(), facts);
        };
    }

    /**
     * By Knossos.
     *
     * @throws IllegalArgumentException with one line if it cannot be run
     */
    static CheckEngine ofKnossos(
            ModelArguments model, String engine, Limits limits, String classpath) {
        KnossosOptions options = knossos(engine, classpath);
        Optional<String> missing = KnossosEngine.missing(options);
        if (missing.isPresent()) {
            throw new IllegalArgumentException(missing.get());
        }
        Linearizability check = model.check();
        return (history, progress) -> {
            check.require(history);
            long start = System.nanoTime();
            Verdict verdict =
                    KnossosEngine.check(history, model.model(), model.fails(), limits, options);
            Map<String, Object> facts = facts(model, model.model().semantics(), engine);
            facts.put("took-ms", (System.nanoTime() - start) / 1_000_000);
            return new Judged(verdict, facts);
        };
    }

    /** How Knossos is run for {@code engine}, which is {@code knossos} or has its search's name. */
    static KnossosOptions knossos(String engine, String classpath) {
        KnossosOptions usual = KnossosOptions.standard().at(classpath);
        int colon = engine.indexOf(':');
        return colon < 0 ? usual : usual.with(Algorithm.find(engine.substring(colon + 1)));
    }

    private static Map<String, Object> facts(ModelArguments model, String semantics, String by) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", by);
        facts.put("fails", model.fails().name().toLowerCase(Locale.ROOT));
        if (!semantics.isEmpty()) {
            facts.put("semantics", semantics);
        }
        return facts;
    }
}
