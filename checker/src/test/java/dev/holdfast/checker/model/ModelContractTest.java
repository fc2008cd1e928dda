package dev.holdfast.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Model} promises to searches holds for every model, on random operations. */
class ModelContractTest {
    private static final long STEPS = Math.max(2000, Long.getLong("holdfast.oracle", 0));
    private static final int FEW_STATES = 2000;

    static Stream<Model<?>> models() {
        ModelOptions usual = ModelOptions.usual();
        Stream<Model<?>> strict =
                Stream.of("register", "cas-register", "multi-register", "counter", "set")
                        .map(n -> Models.find(n, usual.withNilReads(NilReads.INITIAL)));
        Stream<Model<?>> others =
                Stream.of(
                        Models.find("bank", usual.startingWith(balances()).withOverdraft(true)),
                        Models.find("bank", usual.startingWith(balances())),
                        Models.find("semaphore", usual.withLimit(3)),
                        Models.find("weighted-semaphore", usual.withLimit(5)),
                        Models.find("reentrant-mutex", usual.withLimit(2)),
                        Models.find("cas-register", usual.withIndependent(true)),
                        Models.find("mutex", usual.withIndependent(true)));
        Stream<Model<?>> all = Models.all().stream().filter(m -> !m.name().equals("bank"));
        return Stream.of(all, strict, others).flatMap(s -> s);
    }

    private static Map<String, Object> balances() {
        return Map.of("0", 4L, "1", 0L);
    }

    /** Splitting a history relies on that. */
    @ParameterizedTest
    @MethodSource("models")
    void onlyAFieldNamesTheObject(Model<?> model) {
        assertTrue(Models.isOurs(model));
        Object[] values = {null, 3L, "x", List.of(1L, 2L), true};
        for (String f : model.functions()) {
            for (Object value : model instanceof IndependentModel<?> ? new Object[0] : values) {
                Op op = new Op(0, 0, 0, OpType.INVOKE, f, value, null);
                assertNull(model.part(new Operation(op, null)), f + " " + value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void neverComplainsWhereItSaysSo(Model<?> model) {
        Object[] values = {null, 3L, "x", List.of(1L, 2L), Map.of("token", "x", "permits", -1L)};
        for (String f : model.functions()) {
            for (Object value : model.mayComplain(f) ? new Object[0] : values) {
                for (OpType end : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
                    Op in = new Op(0, 0, 0, OpType.INVOKE, f, value, null);
                    Op out = new Op(1, 1, 0, end, f, value, null);
                    assertNull(model.complaint(new Operation(in, out)), f + " " + value);
                }
            }
        }
    }

    /** Operations of a made-up history, also with each other's results, failed and unknown. */
    private static List<Operation> operations(Model<?> model, long seed) {
        History h = HistoryGenerator.of(model, Plan.of(120, 4, 0.1).withValues(3), seed);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<@Nullable Object>> results = new HashMap<>();
        List<Operation> made = new ArrayList<>();
        for (Op op : h.ops()) {
            if (op.isOk()) {
                results.computeIfAbsent(op.f(), f -> new ArrayList<>()).add(op.value());
            }
        }
        for (Op op : h.ops()) {
            if (!op.isInvoke()) {
                continue;
            }
            Operation o = Operation.at(h, op.index());
            made.add(o);
            List<@Nullable Object> others = results.getOrDefault(op.f(), new ArrayList<>());
            others.add(op.value());
            made.add(ending(o, OpType.FAIL, op.value()));
            made.add(ending(o, OpType.INFO, op.value()));
            made.add(new Operation(op, null));
            made.add(ending(o, OpType.OK, others.get(random.nextInt(others.size()))));
        }
        made.removeIf(o -> model.complaint(o) != null);
        return made;
    }

    private static Operation ending(Operation o, OpType type, @Nullable Object value) {
        Op i = o.invocation();
        String error = type == OpType.FAIL && i.index() % 4 == 0 ? "stale token" : null;
        Op end =
                new Op(i.index() + 1, i.timeNanos() + 5000, i.process(), type, i.f(), value, error);
        return new Operation(i, end);
    }

    @ParameterizedTest
    @MethodSource("models")
    void effectsAndReadsAreWhatTheySay(Model<?> model) {
        for (long seed = 0; seed < 4; seed++) {
            walk(model, operations(model, seed), new SplittableRandom(seed));
        }
    }

    private static <S> void walk(
            Model<S> model, List<Operation> operations, SplittableRandom random) {
        Map<Object, List<Operation>> byEffect = new HashMap<>();
        for (Operation o : operations) {
            byEffect.computeIfAbsent(model.effect(o), e -> new ArrayList<>()).add(o);
        }
        S state = model.initial();
        for (long i = 0; i < STEPS / 4; i++) {
            Operation o = operations.get(random.nextInt(operations.size()));
            Step<S> step = model.step(state, o);
            List<Operation> same = byEffect.get(model.effect(o));
            Operation twin = same.get(random.nextInt(same.size()));
            assertEquals(step, model.step(state, twin), () -> o + " and " + twin);
            assertFalse(model.tell(o).isEmpty());
            if (step instanceof Step.Next<S> next) {
                boolean keeps = model.isReadOnly(o) || o.outcome() == OpType.FAIL;
                S before = state;
                assertTrue(!keeps || next.state().equals(state), () -> o + " in " + before);
                assertEquals(
                        next.state().hashCode(),
                        ((Step.Next<S>) model.step(state, o)).state().hashCode());
                state = random.nextInt(40) == 0 ? model.initial() : next.state();
                assertNotNull(model.describe(state));
            } else {
                assertFalse(((Step.Refused<S>) step).why().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void finiteOnesHaveFewStatesHoweverOftenOperationsAreRepeated(Model<?> model) {
        if (model.isFinite()) {
            assertTrue(closure(model, operations(model, 1)) < FEW_STATES, model.name());
        }
    }

    private static <S> int closure(Model<S> model, List<Operation> operations) {
        Set<S> known = new HashSet<>(List.of(model.initial()));
        ArrayDeque<S> open = new ArrayDeque<>(known);
        while (!open.isEmpty() && known.size() < FEW_STATES) {
            S state = open.remove();
            for (Operation o : operations) {
                if (model.step(state, o) instanceof Step.Next<S> next && known.add(next.state())) {
                    open.add(next.state());
                }
            }
        }
        return known.size();
    }

    @ParameterizedTest
    @MethodSource("models")
    void partsAreTheSameBeforeAndAfterCompletion(Model<?> model) {
        for (Operation o : operations(model, 2)) {
            assertEquals(model.part(new Operation(o.invocation(), null)), model.part(o));
        }
    }

    @Test
    void largeStatesAreToldInAFewWords() {
        Bag bag = Bag.EMPTY;
        Fifo fifo = Fifo.EMPTY;
        for (long i = 0; i < 10_000; i++) {
            bag = bag.plus(i);
            fifo = fifo.plus("element " + i);
        }
        String set = new SetModel(Bag.EMPTY, NilReads.ANY).describe(bag);
        assertTrue(set.startsWith("10,000 elements: ") && set.length() < 200, set);
        String queue = new QueueModel(bag).describe(new QueueModel(bag).initial());
        assertTrue(queue.startsWith("10,000 queued: ") && queue.length() < 200, queue);
        assertEquals(
                "10,000 queued: element 0, element 1, element 2, element 3, element 4,"
                        + " element 5, element 6, element 7, element 8, element 9, …",
                new FifoQueueModel(fifo).describe(fifo));
    }
}
