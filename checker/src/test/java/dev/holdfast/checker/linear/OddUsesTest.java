package dev.holdfast.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and histories that somebody will write, though nobody should. */
class OddUsesTest {
    private static final ModelOptions USUAL = ModelOptions.usual();

    private static History history(String[]... ops) throws IOException {
        List<String> events = Arrays.stream(ops).flatMap(Arrays::stream).toList();
        byte[] bytes = (String.join("\n", events) + "\n").getBytes(StandardCharsets.UTF_8);
        return HistoryFiles.read(new ByteArrayInputStream(bytes), "h.edn").history();
    }

    private static String[] op(int process, String f, String argument, String result) {
        String event = "{:process %d, :type %s, :f %s, :value %s}";
        return new String[] {
            event.formatted(process, ":invoke", f, argument),
            event.formatted(process, ":ok", f, result)
        };
    }

    /** A model of somebody's whose every step is what {@code answer} makes of it. */
    @SuppressWarnings("NullAway") // it is what the test is about
    private record Careless(Supplier<Step<Integer>> answer) implements Model<Integer> {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public Set<String> functions() {
            return Set.of("push");
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Step<Integer> step(Integer state, Operation operation) {
            return answer.get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "null state", "null reason", "missing class", "assertion"})
    @SuppressWarnings("NullAway") // it is what the test is about
    void aCarelessModelAccusesNobodyAndCrashesNothing(String how) throws IOException {
        Supplier<Step<Integer>> answer =
                () ->
                        switch (how) {
                            case "null" -> null;
                            case "null state" -> new Step.Next<>(null);
                            case "null reason" -> new Step.Refused<>(null);
                            case "missing class" -> throw new NoClassDefFoundError("com/acme/X");
                            default -> throw new AssertionError("no");
                        };
        Verdict verdict =
                Linearizability.check(history(op(0, ":push", "1", "1")), new Careless(answer));
        String reason = assertInstanceOf(Verdict.Unknown.class, verdict).reason();
        assertTrue(reason.contains("crashed"), reason);
    }

    @Test
    void aCounterAtTheEdgeOfItsRangeWrapsAroundForEveryEngine() throws IOException {
        Model<?> model = Models.find("counter", USUAL.startingWith(Long.MIN_VALUE));
        History history =
                history(
                        op(0, ":decrement", "nil", "nil"),
                        op(0, ":read", "nil", String.valueOf(Long.MAX_VALUE)));
        assertInstanceOf(Verdict.Valid.class, Linearizability.check(history, model));
        assertInstanceOf(
                Verdict.Valid.class, Linearizability.of(model).crossChecked().check(history));
    }

    @Test
    void aDrainThatReturnedNilTookNothing() throws IOException {
        for (String queue : new String[] {"queue", "fifo-queue"}) {
            Model<?> model = Models.find(queue, USUAL);
            History lost = history(op(0, ":enqueue", "1", "1"), op(1, ":drain", "nil", "nil"));
            assertInstanceOf(Verdict.Invalid.class, Linearizability.check(lost, model));
            History fine =
                    history(
                            op(0, ":enqueue", "1", "1"),
                            op(1, ":drain", "nil", "[1]"),
                            op(1, ":drain", "nil", "nil"));
            assertInstanceOf(Verdict.Valid.class, Linearizability.check(fine, model));
        }
    }

    @Test
    void anAnswerAboutAnotherKeyIsRefused() throws IOException {
        Model<?> model = Models.find("register", USUAL.withIndependent(true));
        History history = history(op(0, ":read", "[1 nil]", "[2 nil]"));
        String why =
                assertThrows(
                                BadHistoryException.class,
                                () -> Linearizability.of(model).require(history))
                        .getMessage();
        assertEquals("op #0, read, is about key 1 and returned key 2; expected the same", why);
    }
}
