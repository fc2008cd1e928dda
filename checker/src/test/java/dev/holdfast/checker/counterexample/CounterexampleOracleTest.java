package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.subhistory.SubhistoryBuilder;
import dev.holdfast.checker.verdict.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds counterexamples of random tiny histories against every order of their calls: each is a
 * violation by itself, and none can do without any of its required calls.
 *
 * <p>{@code -Dholdfast.oracle=N} sets how many histories.
 */
class CounterexampleOracleTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 4_000);
    private static final Permutations BRUTE = new Permutations();

    @ParameterizedTest
    @CsvSource({"true,LENIENT,1", "true,STRICT,2", "false,LENIENT,3"})
    void everyCounterexampleIsAMinimalViolation(boolean isFinite, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Minimizer minimizer = new Minimizer(Searches.competition(), Duration.ofMinutes(5));
        int invalid = 0;
        for (long i = 0; i < HISTORIES; i++) {
            Model<?> model = new TestRegister(isFinite);
            History history = Tiny.history(random, model);
            for (Subhistory h : Subhistories.of(history, model, fails)) {
                Finding finding = BRUTE.decide(h, Effort.standard());
                if (finding instanceof Finding.NotLinearizable no) {
                    invalid++;
                    check(history, minimizer.minimize(h, no, Effort.standard()));
                }
            }
        }
        assertTrue(invalid > HISTORIES / 10, invalid + " invalid");
    }

    private static void check(History history, Counterexample c) {
        Subhistory h = c.subhistory();
        assertTrue(c.isMinimal() && c.isConfirmed(), () -> text(history, c));
        assertInstanceOf(
                Finding.NotLinearizable.class,
                BRUTE.decide(h, Effort.standard()),
                () -> "explained: " + text(history, c));
        for (int call = 0; call < h.calls(); call++) {
            if (!h.isOptional(call)) {
                int without = call;
                assertInstanceOf(
                        Finding.Linearizable.class,
                        BRUTE.decide(optional(h, call), Effort.standard()),
                        () -> "not needed: #" + h.invocation(without) + text(history, c));
            }
        }
        Evidence evidence = Argument.of(c, history);
        assertFalse(evidence.steps().isEmpty());
        assertTrue(evidence.argument().length() > 20 && !evidence.argument().contains("\n"));
        Set<Integer> named = new HashSet<>();
        for (Op op : evidence.ops()) {
            assertEquals(history.op(op.index()), op);
            named.add(op.index());
        }
        c.must().forEach(o -> assertTrue(named.contains(o.invocation().index())));
        evidence.steps().forEach(s -> assertTrue(named.contains(s.op())));
        assertTrue(c.must().contains(c.last()));
    }

    /** The same with one required call optional, or left out if it changes nothing. */
    private static Subhistory optional(Subhistory h, int call) {
        SubhistoryBuilder builder =
                new SubhistoryBuilder(h.model(), h.fails(), h.part())
                        .startingIn(h.starts())
                        .with(h.free());
        boolean isGone = h.isTest(call) || h.model().isReadOnly(h.operation(call));
        int[] built = new int[h.calls()];
        for (int i = 0; i < h.events(); i++) {
            int event = h.event(i);
            if (event >= 0 && !(isGone && event == call)) {
                built[event] = builder.invoked(h.invocation(event), h.completion(event));
            } else if (event < 0 && ~event != call) {
                builder.returned(built[~event]);
            }
        }
        return builder.build();
    }

    private static String text(History history, Counterexample c) {
        StringBuilder s = new StringBuilder("\n");
        history.ops().forEach(op -> s.append(op).append('\n'));
        return s.append(Argument.of(c, history).argument()).toString();
    }

    /** Random histories of up to seven operations of up to three clients. */
    static final class Tiny {
        private Tiny() {}

        static History history(SplittableRandom random, Model<?> model) {
            List<String> fs = model.functions().stream().sorted().toList();
            List<Op> ops = new ArrayList<>();
            Op[] open = new Op[3];
            int[] process = {0, 1, 2};
            int left = 2 + random.nextInt(6);
            while (left > 0 || random.nextInt(8) > 0) {
                int c = random.nextInt(open.length);
                Op before = open[c];
                if (before == null && left > 0) {
                    left--;
                    String f = fs.get(random.nextInt(fs.size()));
                    open[c] = add(ops, process[c], OpType.INVOKE, f, argument(random, f));
                } else if (before != null) {
                    int dice = random.nextInt(10);
                    OpType type = dice < 7 ? OpType.OK : dice < 9 ? OpType.FAIL : OpType.INFO;
                    if (!before.f().equals("cas") && type == OpType.FAIL) {
                        type = OpType.OK;
                    }
                    boolean isRead = before.f().equals("read") && type == OpType.OK;
                    Object value = isRead ? (Long) (long) random.nextInt(3) : before.value();
                    add(ops, before.process(), type, before.f(), value);
                    open[c] = null;
                    process[c] += type == OpType.INFO ? 10 : 0;
                }
            }
            return History.of(ops);
        }

        private static @Nullable Object argument(SplittableRandom random, String f) {
            return switch (f) {
                case "read" -> null;
                case "cas" -> List.of((long) random.nextInt(3), (long) random.nextInt(3));
                default -> (long) random.nextInt(3);
            };
        }

        private static Op add(
                List<Op> ops, int process, OpType type, String f, @Nullable Object value) {
            Op op = new Op(ops.size(), 1_000_000L * ops.size(), process, type, f, value, null);
            ops.add(op);
            return op;
        }
    }
}
