package dev.holdfast.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Counting unknown removals decides like trying every element that each may have taken. */
class QueueModelTest {
    private static final long HISTORIES = Math.max(2000, Long.getLong("holdfast.oracle", 0));

    /** A queue that says at once which element is taken: its states are sets of bags. */
    private record Guessing(QueueModel lazy) implements Model<Set<Bag>> {
        @Override
        public String name() {
            return "guessing";
        }

        @Override
        public Set<String> functions() {
            return lazy.functions();
        }

        @Override
        public Set<Bag> initial() {
            return Set.of(Bag.EMPTY);
        }

        @Override
        public Step<Set<Bag>> step(Set<Bag> bags, Operation operation) {
            boolean takesUnknown =
                    operation.f().equals("dequeue") && operation.outcome() == OpType.INFO;
            Set<Bag> next =
                    bags.stream()
                            .flatMap(
                                    bag ->
                                            takesUnknown
                                                    ? bag.some(100).stream().map(bag::minus)
                                                    : exact(bag, operation).stream())
                            .collect(Collectors.toSet());
            return next.isEmpty() ? new Step.Refused<>("none fits") : new Step.Next<>(next);
        }

        private List<Bag> exact(Bag bag, Operation operation) {
            return lazy.step(new QueueModel.State(bag, 0), operation)
                            instanceof Step.Next<QueueModel.State> next
                    ? List.of(next.state().elements())
                    : List.of();
        }
    }

    @Test
    void countingRemovalsIsExact() {
        QueueModel lazy = new QueueModel(Bag.EMPTY);
        SplittableRandom random = new SplittableRandom(11);
        long valid = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History h = flipped(HistoryGenerator.of(lazy, plan(random), i), random);
            boolean expected = Permutations.isLinearizable(h, new Guessing(lazy), Fails.STRICT);
            boolean found = Permutations.isLinearizable(h, lazy, Fails.STRICT);
            valid += expected ? 1 : 0;
            assertEquals(expected, found, () -> h.ops().stream().map(o -> "\n" + o).toList() + "");
        }
        double share = (double) valid / HISTORIES;
        assertEquals(0.5, share, 0.4, "valid share");
    }

    private static Plan plan(SplittableRandom random) {
        return Plan.of(6 + random.nextInt(5), 1 + random.nextInt(4), 0.4)
                .withValues(random.nextInt(4));
    }

    /** The history with another result of some dequeues. */
    private static History flipped(History h, SplittableRandom random) {
        List<Op> ops = new ArrayList<>(h.ops());
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            if (op.f().equals("dequeue") && !op.isInvoke() && random.nextInt(4) == 0) {
                boolean isEmpty = random.nextBoolean();
                ops.set(
                        i,
                        new Op(
                                i,
                                op.timeNanos(),
                                op.process(),
                                isEmpty ? OpType.FAIL : OpType.OK,
                                op.f(),
                                isEmpty ? null : 1L + random.nextInt(3),
                                null));
            }
        }
        return History.of(ops);
    }
}
