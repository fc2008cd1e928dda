package dev.holdfast.checker.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.subhistory.SubhistoryBuilder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes that defeat searches of fixed width: thousands of open calls, long unknown prefixes. */
final class WideHistoriesTest {
    private static final int MANY = 1500;

    private final SubhistoryBuilder builder =
            new SubhistoryBuilder(RegisterModel.standard(true), Fails.LENIENT, null);
    private int index;

    static List<Decider> deciders() {
        return List.of(Searches.exact(), Searches.cegar(), Searches.competition());
    }

    /** Those that need not try every depth before they know that nothing explains a history. */
    static List<Decider> thorough() {
        return List.of(Searches.cegar(), Searches.competition());
    }

    @ParameterizedTest
    @MethodSource("deciders")
    void explainsCallsThatAreAllOpenAtOnce(Decider decider) {
        int[] calls = openMany();
        for (int call : calls) {
            builder.returned(call);
        }
        assertEquals(new Finding.Linearizable(), decide(decider));
    }

    @ParameterizedTest
    @MethodSource("thorough")
    void refutesOneOfThousandsOpenAtOnce(Decider decider) {
        int[] calls = openMany();
        int wrong = call("read", null, OpType.OK, 99L);
        for (int call : calls) {
            builder.returned(call);
        }
        builder.returned(wrong);
        assertEquals(new Finding.NotLinearizable(wrong, List.of()), decide(decider));
    }

    @ParameterizedTest
    @MethodSource("deciders")
    void explainsWritesOfOneValueThatAreAllOpenAtOnce(Decider decider) {
        int[] calls = new int[MANY];
        for (int i = 0; i < MANY; i++) {
            calls[i] = call("write", 1L, OpType.OK, 1L);
        }
        for (int call : calls) {
            builder.returned(call);
        }
        builder.returned(call("read", null, OpType.OK, 1L));
        int wrong = call("read", null, OpType.OK, 2L);
        builder.returned(wrong);
        assertEquals(new Finding.NotLinearizable(wrong, List.of()), decide(decider));
    }

    @ParameterizedTest
    @MethodSource("deciders")
    void countsLongRunsOfUnknownWrites(Decider decider) {
        for (int i = 0; i < MANY; i++) {
            call("write", (long) (i % 5), OpType.INFO, null);
        }
        for (int i = 0; i < MANY; i++) {
            builder.returned(call("read", null, OpType.OK, (long) (i % 5)));
        }
        assertEquals(new Finding.Linearizable(), decide(decider));
        assertEquals(2 * MANY, index);
    }

    @ParameterizedTest
    @MethodSource("deciders")
    void placesACallThatIsOpenAllTheTime(Decider decider) {
        int huge = call("cas", List.of(7L, 8L), OpType.OK, List.of(7L, 8L));
        for (int i = 0; i < MANY; i++) {
            builder.returned(call("write", (long) (i % 5), OpType.OK, (long) (i % 5)));
        }
        builder.returned(call("write", 7L, OpType.OK, 7L));
        builder.returned(call("read", null, OpType.OK, 8L));
        builder.returned(huge);
        int wrong = call("read", null, OpType.OK, 7L);
        builder.returned(wrong);
        assertEquals(new Finding.NotLinearizable(wrong, List.of()), decide(decider));
    }

    private int[] openMany() {
        int[] calls = new int[MANY];
        for (int i = 0; i < MANY; i++) {
            long value = i % 5;
            calls[i] =
                    i % 3 == 0
                            ? call("read", null, OpType.OK, value)
                            : call("write", value, OpType.OK, value);
        }
        return calls;
    }

    private int call(String f, @Nullable Object argument, OpType type, @Nullable Object result) {
        int at = index++;
        Op invocation = new Op(at, at, at, OpType.INVOKE, f, argument, null);
        return builder.invoked(invocation, new Op(at, at, at, type, f, result, null));
    }

    private Finding decide(Decider decider) {
        Subhistory history = builder.build();
        Limits limits = new Limits(Duration.ofMinutes(1), 1L << 30);
        return decider.decide(history, Effort.of(limits, Progress.NONE));
    }
}
