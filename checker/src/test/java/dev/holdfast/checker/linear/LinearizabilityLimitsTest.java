package dev.holdfast.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, cancellation, progress, cross-checks, threads, and histories that are long. */
class LinearizabilityLimitsTest {
    private static final Model<?> COUNTER = Models.find("counter", ModelOptions.usual());
    private static final Model<?> CAS_REGISTER = Models.find("cas-register", ModelOptions.usual());
    private static final long MUCH = 1L << 30;
    private static final String HOW_FAR = ", at event [\\d,]+ of [\\d,]+ after [\\d,]+ config.*";

    @ParameterizedTest
    @ValueSource(strings = {"auto", "exact", "competition"})
    void outOfTimeIsUnknownAndSaysHowFarItGot(String engine) {
        Limits limits = new Limits(Duration.ofMillis(1), MUCH);
        String reason = reason(Linearizability.of(COUNTER).engine(engine).limits(limits));
        assertTrue(reason.matches("out of time.*" + HOW_FAR), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "exact", "competition"})
    void outOfMemoryIsUnknownAndSaysHowFarItGot(String engine) {
        Limits limits = new Limits(Duration.ofMinutes(1), 1 << 16);
        String reason = reason(Linearizability.of(COUNTER).engine(engine).limits(limits));
        assertTrue(reason.matches("out of memory.*" + HOW_FAR), reason);
    }

    @Test
    void anInterruptEndsTheCheckAsUnknown() {
        Thread.currentThread().interrupt();
        String reason = reason(Linearizability.of(COUNTER));
        assertTrue(Thread.interrupted());
        assertTrue(reason.matches("cancelled.*" + HOW_FAR), reason);
    }

    @Test
    void anInterruptEndsTheCheckOfManyObjectsAsUnknown() {
        Model<?> model = new IndependentModel<>(COUNTER);
        History history = Events.hardObjects(8, 40);
        Thread.currentThread().interrupt();
        Verdict verdict = Linearizability.of(model).check(history);
        assertTrue(Thread.interrupted());
        String reason = assertInstanceOf(Verdict.Unknown.class, verdict).reason();
        assertTrue(reason.contains("cancelled"), reason);
    }

    @Test
    void progressIsTold() {
        AtomicLong told = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Linearizability check =
                Linearizability.of(COUNTER)
                        .limits(new Limits(Duration.ofSeconds(1), MUCH))
                        .progress(
                                (position, events, explored) -> {
                                    told.incrementAndGet();
                                    most.accumulateAndGet(explored, Math::max);
                                    assertTrue(position <= events);
                                });
        reason(check);
        assertTrue(told.get() > 0 && most.get() > 0, told + " times, " + most);
    }

    private static String reason(Linearizability check) {
        Verdict verdict = check.check(Events.hard(40));
        return assertInstanceOf(Verdict.Unknown.class, verdict).reason();
    }

    /** A decider that is wrong about everything. */
    private record BrokenContrary(Decider right) implements Decider {
        @Override
        public String name() {
            return "contrary";
        }

        @Override
        public boolean isFor(Subhistory subhistory) {
            return true;
        }

        @Override
        public Finding decide(Subhistory h, Effort effort) {
            return right.decide(h, effort) instanceof Finding.Linearizable
                    ? new Finding.NotLinearizable(0, List.of())
                    : new Finding.Linearizable();
        }
    }

    @Test
    void aCrossCheckFailsLoudlyWhereTwoEnginesDiffer() {
        PartDecider both =
                new PartDecider(
                        List.of(new BrokenContrary(Searches.exact())), List.of(Searches.exact()));
        History good = new Events().done(0, "write", 1L, 1L).done(0, "read", null, 1L).history();
        History bad = new Events().done(0, "write", 1L, 1L).done(0, "read", null, 2L).history();
        assertTrue(disagreement(both, good).startsWith("contrary says invalid and exact says"));
        assertTrue(disagreement(both, bad).startsWith("contrary says valid and exact says"));
    }

    private static String disagreement(PartDecider decider, History history) {
        List<Subhistory> parts = Subhistories.of(history, CAS_REGISTER, Fails.LENIENT);
        return String.valueOf(
                assertThrows(
                                DisagreementException.class,
                                () -> new PartsDecider(decider, Effort.standard()).decide(parts))
                        .getMessage());
    }

    @Test
    void aViolationThatIsNotFoundAgainIsNoVerdict() {
        History good = new Events().done(0, "write", 1L, 1L).done(0, "read", null, 1L).history();
        Subhistory part = Subhistories.of(good, CAS_REGISTER, Fails.LENIENT).get(0);
        assertThrows(
                IllegalStateException.class,
                () ->
                        Explanation.of(
                                good,
                                part,
                                new Finding.NotLinearizable(1, List.of()),
                                Limits.standard()));
    }

    @Test
    void crossCheckedChecksAgree() {
        for (HistoryKind kind : HistoryKind.values()) {
            Plan plan = Plan.of(300, 4, 0.01).withKind(kind);
            for (String name : List.of("cas-register", "owner-mutex", "semaphore", "decision")) {
                Model<?> model = Models.find(name, ModelOptions.usual());
                History history = HistoryGenerator.of(model, plan, 11);
                Verdict verdict = Linearizability.of(model).crossChecked().check(history);
                String word = kind == HistoryKind.VALID ? "valid" : "invalid";
                assertEquals(word, verdict.word(), () -> name + kind + verdict);
            }
        }
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        Model<?> model = new IndependentModel<>(CAS_REGISTER);
        for (HistoryKind kind : HistoryKind.values()) {
            Plan plan = Plan.of(2_000, 8, 0.02).withPartitions(12).withKind(kind);
            History history = HistoryGenerator.of(model, plan, 5);
            List<Subhistory> parts = Subhistories.of(history, model, Fails.LENIENT);
            PartDecider decider = new PartDecider(List.of(Searches.competition()), List.of());
            List<List<Finding>> found = new ArrayList<>();
            for (int threads : new int[] {1, 2, 2, 4}) {
                PartsDecider all = new PartsDecider(decider, Effort.standard(), threads);
                found.add(all.decide(parts).stream().map(PartFinding::finding).toList());
            }
            for (List<Finding> each : found) {
                assertEquals(found.get(0), each);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "exact", "cegar", "competition"})
    void aHundredThousandOperationsOverflowNoStack(String engine) {
        for (HistoryKind kind : List.of(HistoryKind.VALID, HistoryKind.LATE_LOST_UPDATE)) {
            Plan plan = Plan.of(100_000, 5, 0).withKind(kind);
            History history = HistoryGenerator.of(CAS_REGISTER, plan, 1);
            Verdict verdict = Linearizability.of(CAS_REGISTER).engine(engine).check(history);
            String word = kind == HistoryKind.VALID ? "valid" : "invalid";
            assertEquals(word, verdict.word(), () -> kind + " " + verdict);
        }
    }
}
