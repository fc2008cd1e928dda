package dev.holdfast.checker.decide.shortcut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.generate.Shape;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.subhistory.SubhistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecidersTest {
    private static final int OPERATIONS = 2_000;

    private static Model<?> model(String name) {
        return Models.find(name, ModelOptions.usual());
    }

    private static Subhistory one(History history, Model<?> model) {
        List<Subhistory> all = Subhistories.of(history, model, Fails.LENIENT);
        assertEquals(1, all.size());
        return all.get(0);
    }

    private static Finding decide(Subhistory h) {
        return Deciders.forSubhistory(h).orElseThrow().decide(h, Effort.standard());
    }

    @Test
    void namesAreDifferentAndFound() {
        Set<String> names = Deciders.all().stream().map(Decider::name).collect(Collectors.toSet());
        assertEquals(Deciders.all().size(), names.size());
        for (Decider decider : Deciders.all()) {
            assertEquals(decider, Deciders.find(decider.name()).orElseThrow());
        }
        assertTrue(Deciders.find("no such").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutex",
                "owner-mutex",
                "fenced-mutex",
                "reentrant-mutex",
                "rw-lock",
                "semaphore",
                "weighted-semaphore",
                "register",
                "cas-register",
                "account",
                "counter",
                "decision",
                "tokens"
            })
    void madeUpHistoriesAreValidUntilTheyAreNot(String name) {
        Model<?> model = model(name);
        Plan plan = Plan.of(OPERATIONS, 10, 0.01).withValues(name.equals("counter") ? 1 : 0);
        int invalid = 0;
        for (long seed = 0; seed < 5; seed++) {
            assertEquals(
                    new Finding.Linearizable(),
                    decide(one(HistoryGenerator.of(model, plan, seed), model)));
            Plan broken = plan.withKind(HistoryKind.LATE_LOST_UPDATE);
            Subhistory h = one(HistoryGenerator.of(model, broken, seed), model);
            if (decide(h) instanceof Finding.NotLinearizable no) {
                invalid++;
                assertTrue(no.blocked() > h.calls() * 8 / 10, "late: " + no);
            }
        }
        assertTrue(invalid >= 4, "invalid " + invalid + " of 5");
    }

    /** Many calls at once, or one that lasts for all the history, take no longer than others. */
    @ParameterizedTest
    @EnumSource(Shape.class)
    void shapesDoNotMatter(Shape shape) {
        for (String name : List.of("mutex", "owner-mutex", "rw-lock", "register", "counter")) {
            Model<?> model = model(name);
            Plan plan = Plan.of(100_000, 20, 0.02).withValues(name.equals("counter") ? 1 : 0);
            Subhistory h = one(HistoryGenerator.of(model, plan.withShape(shape), 1), model);
            assertEquals(new Finding.Linearizable(), decide(h), name);
        }
    }

    @Test
    void registersOfFewValuesAreLeftToTheSearch() {
        Model<?> model = model("register");
        Subhistory h = one(HistoryGenerator.of(model, Plan.of(1_000, 5, 0), 1), model);
        assertTrue(Deciders.forSubhistory(h).isEmpty());
    }

    @Test
    void aRepetitionThatIsFoundLateLeavesItUndecided() {
        Model<?> model = model("register");
        List<Op> ops = new ArrayList<>();
        for (long i = 0; i <= 200; i++) {
            ops.add(new Op(0, i, 0, OpType.INVOKE, "write", i % 200, null));
            ops.add(new Op(0, i, 0, OpType.OK, "write", i % 200, null));
        }
        Subhistory h = one(History.of(ops), model);
        assertInstanceOf(Finding.Undecided.class, decide(h));
    }

    /** One element after the other is there, so that at no moment there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"queue", "fifo-queue"})
    void aQueueThatElementsHandOverIsNeverEmpty(String name) {
        Subhistory covered = one(handOver(true), model(name));
        Finding.NotLinearizable no =
                assertInstanceOf(Finding.NotLinearizable.class, decide(covered));
        assertEquals(List.of(0, 1, 2, 3, 4), no.core());
        assertEquals(new Finding.Linearizable(), decide(one(handOver(false), model(name))));
    }

    private static History handOver(boolean inTime) {
        List<Op> ops = new ArrayList<>();
        ops.add(op(0, OpType.INVOKE, "enqueue", 1L));
        ops.add(op(0, OpType.OK, "enqueue", 1L));
        ops.add(op(1, OpType.INVOKE, "dequeue", null));
        ops.add(op(0, OpType.INVOKE, "enqueue", 2L));
        if (inTime) {
            ops.add(op(0, OpType.OK, "enqueue", 2L));
        }
        ops.add(op(2, OpType.INVOKE, "dequeue", null));
        if (!inTime) {
            ops.add(op(0, OpType.OK, "enqueue", 2L));
        }
        ops.add(op(2, OpType.OK, "dequeue", 1L));
        ops.add(op(1, OpType.OK, "dequeue", null));
        ops.add(op(2, OpType.INVOKE, "dequeue", null));
        ops.add(op(2, OpType.OK, "dequeue", 2L));
        return History.of(ops);
    }

    private static Op op(int process, OpType type, String f, @Nullable Object value) {
        return new Op(0, 0, process, type, f, value, null);
    }

    @Test
    void aBankIsRefusedForOneReadOrLeftToTheSearch() {
        Model<?> model =
                Models.find("bank", ModelOptions.usual().startingWith(Map.of("a", 3L, "b", 0L)));
        Map<String, Object> transfer = Map.of("from", "a", "to", "b", "amount", 2L);
        List<Op> ops = new ArrayList<>();
        ops.add(op(0, OpType.INVOKE, "transfer", transfer));
        ops.add(op(0, OpType.OK, "transfer", transfer));
        ops.add(op(0, OpType.INVOKE, "read", null));
        List<Op> right = new ArrayList<>(ops);
        right.add(op(0, OpType.OK, "read", Map.of("a", 1L, "b", 2L)));
        ops.add(op(0, OpType.OK, "read", Map.of("a", 3L, "b", 0L)));
        assertEquals(
                new Finding.NotLinearizable(1, List.of(0, 1)), decide(one(History.of(ops), model)));
        assertInstanceOf(Finding.Undecided.class, decide(one(History.of(right), model)));
    }

    @Test
    void independentObjectsAreTold() {
        Model<?> model = new IndependentModel<>(model("mutex"));
        History history = HistoryGenerator.of(model, Plan.of(500, 5, 0).withPartitions(3), 1);
        List<Subhistory> all = Subhistories.of(history, model, Fails.LENIENT);
        assertEquals(3, all.size());
        for (Subhistory h : all) {
            assertEquals(new Finding.Linearizable(), decide(h));
        }
    }

    @Test
    void weakenedHistoriesAreRefusedWhereADeadProcessGoesOn() {
        Model<?> model = model("owner-mutex");
        Subhistory h = one(HistoryGenerator.of(model, Plan.of(100, 3, 0), 1), model);
        Decider decider = Deciders.find("owner-mutex").orElseThrow();
        assertTrue(decider.isFor(h));
        assertTrue(decider.isFor(copy(h, h.calls())));
        assertFalse(decider.isFor(copy(h, 10)));
    }

    /** The same calls, {@code optional} of them optional. */
    private static Subhistory copy(Subhistory h, int optional) {
        SubhistoryBuilder builder = new SubhistoryBuilder(h.model(), h.fails(), h.part());
        for (int at = 0; at < h.events(); at++) {
            int event = h.event(at);
            if (event >= 0) {
                builder.invoked(h.invocation(event), h.completion(event));
            } else if (~event != optional) {
                builder.returned(~event);
            }
        }
        return builder.build();
    }

    @Test
    void aSubhistoryThatStartsElsewhereIsNotTheirs() {
        Model<?> model = model("mutex");
        SubhistoryBuilder builder =
                new SubhistoryBuilder(model, Fails.LENIENT, null).startingIn(List.of(true));
        assertTrue(Deciders.forSubhistory(builder.build()).isEmpty());
    }
}
