package dev.holdfast.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a change of a history may do to its verdict, where no brute force can tell the verdict
 * itself: histories of 200 to 2,000 operations.
 *
 * <p>{@code -Dholdfast.oracle=N} sets how many: N/10,000 for each model, and six at least.
 */
class MetamorphicTest {
    private static final long ROUNDS = Math.max(6, Long.getLong("holdfast.oracle", 0) / 10_000);
    private static final int OFTEN = 7;

    /** Some histories get hard when outcomes get unknown; not what is asked here. */
    private static final long MOST_STEPS = 200_000;

    /** A model, how it is used, and what it does not look at. */
    enum Specimen {
        REGISTER("register", 0, true, false, Set.of("read")),
        CAS_REGISTER("cas-register", 5, true, false, Set.of("read")),
        MULTI_REGISTER("multi-register", 3, true, false, Set.of("read")),
        MUTEX("mutex", 0, false, false, Set.of()),
        OWNER_MUTEX("owner-mutex", 0, false, true, Set.of()),
        FENCED_MUTEX("fenced-mutex", 0, false, true, Set.of()),
        REENTRANT_MUTEX("reentrant-mutex", 0, false, true, Set.of()),
        RW_LOCK("rw-lock", 0, false, true, Set.of()),
        SEMAPHORE("semaphore", 0, false, false, Set.of()),
        WEIGHTED_SEMAPHORE("weighted-semaphore", 0, false, true, Set.of()),
        COUNTER("counter", 0, false, false, Set.of("read")),
        SET("set", 8, true, false, Set.of("read", "contains")),
        QUEUE("queue", 0, true, false, Set.of()),
        FIFO_QUEUE("fifo-queue", 0, true, false, Set.of()),
        DECISION("decision", 5, true, false, Set.of("read")),
        GUARDED_STORAGE("guarded-storage", 0, false, false, Set.of()),
        BANK("bank", 0, false, false, Set.of("read"));

        final Model<?> model;
        final int values;
        final boolean isBlind;
        final boolean asksWho;
        final Set<String> reads;

        Specimen(String name, int values, boolean isBlind, boolean asksWho, Set<String> reads) {
            ModelOptions usual = ModelOptions.usual();
            this.model =
                    Models.find(
                            name,
                            name.equals("bank")
                                    ? usual.startingWith(Map.of("0", 10L, "1", 10L))
                                    : name.endsWith("semaphore") ? usual.withLimit(2) : usual);
            this.values = values;
            this.isBlind = isBlind;
            this.asksWho = asksWho;
            this.reads = reads;
        }

        History make(long seed) {
            HistoryKind kind = HistoryKind.values()[(int) (seed % 3)];
            int operations = seed % 6 == 5 ? 2_000 : 200 + (int) (seed * 97 % 300);
            boolean isHard = this == BANK || this == MULTI_REGISTER || this == FIFO_QUEUE;
            Plan plan =
                    Plan.of(isHard ? 200 : operations, 4, seed % 2 == 0 || isHard ? 0 : 0.01)
                            .withValues(values)
                            .withKind(kind);
            return HistoryGenerator.of(model, plan, seed);
        }

        /** Without a proof, which takes longer than the verdict; unknown if the search is long. */
        String word(History history) {
            Settings settings = Settings.standard(model);
            Effort effort =
                    Effort.of(settings.limits(), settings.progress())
                            .within(Duration.ofMinutes(1), MOST_STEPS);
            List<PartFinding> found =
                    new PartsDecider(Engines.decider(settings), effort)
                            .decide(Subhistories.of(history, model, settings.fails()));
            if (found.stream().anyMatch(PartFinding::isViolation)) {
                return "invalid";
            }
            return found.stream().anyMatch(f -> f.finding() instanceof Finding.Undecided)
                    ? "unknown"
                    : "valid";
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesDoWhatTheyMayDo(Specimen s) {
        int invalid = 0;
        int known = 0;
        int changed = 0;
        int decided = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            History history = s.make(seed);
            String word = s.word(history);
            if (word.equals("unknown")) {
                continue;
            }
            known++;
            invalid += word.equals("invalid") ? 1 : 0;
            SplittableRandom random = new SplittableRandom(seed);
            for (Change change : changes(s, history, random)) {
                if (change.keeps == null || change.keeps.equals(word)) {
                    String after = s.word(change.history);
                    changed++;
                    decided += after.equals("unknown") ? 0 : 1;
                    assertTrue(
                            after.equals(word) || after.equals("unknown"),
                            s + ", seed " + seed + ", " + change.name + ": " + word + ", " + after);
                }
            }
        }
        assertTrue(known >= ROUNDS / 2, known + " known");
        assertTrue(invalid > 0 && invalid < known, invalid + " invalid of " + known);
        assertTrue(decided > changed * 0.6, decided + " of " + changed + " decided");
    }

    /** A changed history, and the verdict that it keeps, both if null. */
    private record Change(String name, History history, @Nullable String keeps) {}

    private static List<Change> changes(Specimen s, History h, SplittableRandom random) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change("renamed", Metamorphosis.renamed(h, p -> 90_001 - 7 * p), null));
        if (s.isBlind) {
            changes.add(
                    new Change(
                            "other numbers",
                            Metamorphosis.revalued(h, n -> 13 * (Long) n + 5),
                            null));
            changes.add(new Change("words", Metamorphosis.revalued(h, n -> "value " + n), null));
        }
        if (!s.reads.isEmpty()) {
            History twice = Metamorphosis.withReadsTwice(h, s.reads, OFTEN);
            changes.add(new Change("reads twice", twice, null));
        }
        int moves = 1 + random.nextInt(60);
        changes.add(new Change("widened", Metamorphosis.widened(h, random, moves), "valid"));
        changes.add(
                new Change("narrowed", Metamorphosis.narrowed(h, random, 3 * moves), "invalid"));
        changes.add(new Change("last forgotten", Metamorphosis.forgotten(h, random), "valid"));
        if (!s.asksWho) {
            changes.add(new Change("forgotten", Metamorphosis.forgotten(h, random, 100), "valid"));
        }
        return changes;
    }

    @ParameterizedTest
    @EnumSource
    void theSameHistoryHasTheSameVerdictAndEvidence(Specimen s) {
        for (HistoryKind kind : HistoryKind.values()) {
            // A proof about a FIFO queue runs into its limit soon, and then depends on the day.
            int operations = s == Specimen.FIFO_QUEUE ? 16 : 100;
            Plan plan = Plan.of(operations, 4, 0).withValues(s.values).withKind(kind);
            History history = HistoryGenerator.of(s.model, plan, 1);
            Verdict first = Linearizability.check(history, s.model);
            History again = HistoryGenerator.of(s.model, plan, 1);
            assertEquals(first, Linearizability.check(again, s.model));
            CompletableFuture<Verdict> beside =
                    CompletableFuture.supplyAsync(() -> Linearizability.check(history, s.model));
            assertEquals(first, Linearizability.check(history, s.model));
            assertEquals(first, beside.join());
        }
    }
}
