package dev.holdfast.checker.linear;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Decides whether a history is linearizable: whether each operation can have happened at one
 * instant between its invocation and its return, so that a model explains every result.
 *
 * <p>Independent objects (keys, locks) are decided apart and in parallel. For each the fastest
 * exact procedure is chosen; where there is none, a search. What is not linearizable is explained
 * by its smallest part. Deterministic: the same history gets the same verdict and the same
 * evidence, unless a limit stops the check.
 *
 * <p>Immutable; each {@code with…} and option gives a new one. Safe for any number of threads.
 */
public final class Linearizability {
    private final Settings settings;

    private Linearizability(Settings settings) {
        this.settings = settings;
    }

    /**
     * Checks {@code history} against {@code model} with the usual semantics: what failed had no
     * effect and says nothing.
     *
     * @return unknown also for a history that is not one of this model; {@link #require} says so
     *     beforehand
     */
    public static Verdict check(History history, Model<?> model) {
        return of(model).check(history);
    }

    /** A check against {@code model}, to be refined. */
    public static Linearizability of(Model<?> model) {
        return new Linearizability(Settings.standard(ForeignModel.guarded(model)));
    }

    /** What failed operations mean; {@link Fails#LENIENT} unless told otherwise. */
    public Linearizability fails(Fails fails) {
        return new Linearizability(settings.withFails(fails));
    }

    /** Leaves operations of these functions out, which the model does not know. */
    public Linearizability ignoring(Set<String> functions) {
        return new Linearizability(settings.withIgnored(functions));
    }

    /**
     * Decides with one procedure only.
     *
     * @param name one of {@link #engines}
     * @throws IllegalArgumentException with one line that names the known ones
     */
    public Linearizability engine(String name) {
        Engines.require(name);
        return new Linearizability(settings.withEngine(name));
    }

    /** The names that {@link #engine} knows; {@code auto} is what it does unless told otherwise. */
    public static List<String> engines() {
        return Engines.names();
    }

    /** What the check may cost; {@link Limits#standard} unless told otherwise. */
    public Linearizability limits(Limits limits) {
        return new Linearizability(settings.withLimits(limits));
    }

    /** Decides every object a second time by another procedure and compares. */
    public Linearizability crossChecked() {
        return new Linearizability(settings.withCrossCheck(true));
    }

    /** Tells {@code progress} how far it is. */
    public Linearizability progress(Progress progress) {
        return new Linearizability(settings.withProgress(progress));
    }

    /**
     * Whether {@code history} is one that the model can judge.
     *
     * @throws BadHistoryException with one line that says which operation is not, and what would be
     *     right
     */
    public void require(History history) {
        Requirements.check(history, settings);
    }

    /** As {@link #analyse}, the verdict alone. */
    public Verdict check(History history) {
        return analyse(history).verdict();
    }

    /**
     * Decides. Total: what cannot be decided is unknown, whatever the model throws.
     *
     * @throws DisagreementException if a cross-check finds two procedures that contradict each
     *     other
     */
    public Analysis analyse(History history) {
        long start = System.nanoTime();
        Effort effort = Effort.of(settings.limits(), settings.progress());
        try {
            CompletableFuture<Void> sound = soundness(history, effort);
            List<Subhistory> parts;
            List<PartFinding> found;
            try {
                parts = Subhistories.of(history, settings.model(), settings.fails());
                found = new PartsDecider(Engines.decider(settings), effort).decide(parts);
            } finally {
                await(sound); // what it throws goes before what deciding a bad history threw
            }
            Duration decided = since(start);
            Verdict verdict = new Verdicts(history, settings).of(parts, found);
            return analysis(verdict, parts, found, decided, since(start));
        } catch (DisagreementException e) {
            throw e;
        } catch (BadHistoryException e) {
            return unknown(String.valueOf(e.getMessage()), start);
        } catch (RuntimeException | Error e) {
            // The boundary: a model is anyone's code. A check that crashed is never valid.
            return unknown("the check crashed with " + e, start);
        }
    }

    /** Looks on another thread whether a history is one that the model can judge. */
    private CompletableFuture<Void> soundness(History history, Effort effort) {
        return CompletableFuture.runAsync(() -> require(history))
                .whenComplete(
                        (nothing, complaint) -> {
                            if (complaint != null) {
                                effort.cancel();
                            }
                        });
    }

    private static void await(CompletableFuture<Void> sound) {
        try {
            sound.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Analysis unknown(String why, long start) {
        Duration took = since(start);
        return new Analysis(new Verdict.Unknown(why), "none", 0, 0, 0, took, took);
    }

    private static Analysis analysis(
            Verdict verdict,
            List<Subhistory> parts,
            List<PartFinding> found,
            Duration decided,
            Duration took) {
        String engines =
                found.stream()
                        .map(PartFinding::engine)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining("+"));
        long explored = found.stream().mapToLong(PartFinding::explored).sum();
        long operations = parts.stream().mapToLong(Subhistory::calls).sum();
        return new Analysis(verdict, engines, parts.size(), operations, explored, decided, took);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** This check as a checker, for catalogues and runs. */
    public Checker checker() {
        return new Checker() {
            @Override
            public String name() {
                return settings.model().name();
            }

            @Override
            public String promise() {
                return String.format(Locale.ROOT, "Linearizable: %s.", settings.model().summary());
            }

            @Override
            public Verdict check(History history) {
                return Linearizability.this.check(history);
            }
        };
    }
}
