package dev.holdfast.checker.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Ledger;
import dev.holdfast.checker.Checker;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the facade says to good, bad and strange histories and models. */
class LinearizabilityTest {
    private static final Model<?> REGISTER = Models.find("register", ModelOptions.usual());
    private static final Model<?> MUTEX = Models.find("owner-mutex", ModelOptions.usual());

    @Test
    void readmeUsage() throws IOException {
        Path file = Path.of("src/test/resources/histories/model/register/invalid/stale-read.edn");
        // tag::linearizability
        History history = HistoryFiles.read(file).history();
        Model<?> model = Models.find("register", ModelOptions.usual());
        Verdict verdict = Linearizability.check(history, model);
        // end::linearizability
        assertEquals("invalid", verdict.word());
    }

    @Test
    void aModelOfOnesOwnIsOneClass() {
        Events events = new Events().done(0, "pay-in", 10L, null).invoke(1, "pay-out", 7L);
        History valid = events.done(2, "balance", null, 3L).ok(1, "pay-out", null).history();
        assertEquals("valid", Linearizability.check(valid, new Ledger()).word());
        History overdrawn =
                new Events()
                        .done(0, "pay-in", 10L, null)
                        .done(1, "pay-out", 7L, null)
                        .done(0, "pay-out", 7L, null)
                        .history();
        Evidence evidence = evidence(Linearizability.check(overdrawn, new Ledger()));
        assertTrue(evidence.argument().contains("the balance is 3"), evidence.argument());
    }

    @Test
    void everyEngineKnowsAModelOfOnesOwnOrSaysSo() {
        History valid = new Events().done(0, "pay-in", 10L, null).history();
        for (String engine : Linearizability.engines()) {
            Verdict verdict = Linearizability.of(new Ledger()).engine(engine).check(valid);
            boolean isGeneral = Set.of("auto", "exact", "competition").contains(engine);
            assertEquals(isGeneral ? "valid" : "unknown", verdict.word(), () -> engine + verdict);
        }
    }

    @Test
    void anUnknownFunctionIsNamedWithTheKnownOnes() {
        History history =
                new Events().done(0, "write", 1L, null).done(0, "frob", 1L, null).history();
        Verdict.Unknown unknown =
                assertInstanceOf(Verdict.Unknown.class, Linearizability.check(history, REGISTER));
        assertTrue(
                unknown.reason().startsWith("unknown function frob; model register knows read, "),
                unknown.reason());
        BadHistoryException e =
                assertThrows(
                        BadHistoryException.class,
                        () -> Linearizability.of(REGISTER).require(history));
        assertEquals(unknown.reason(), e.getMessage());
        Linearizability ignoring = Linearizability.of(REGISTER).ignoring(Set.of("frob", "other"));
        assertEquals("valid", ignoring.check(history).word());
    }

    @Test
    void anOperationThatTheModelCannotReadIsNamed() {
        History history = new Events().done(0, "write", null, null).history();
        Verdict.Unknown unknown =
                assertInstanceOf(Verdict.Unknown.class, Linearizability.check(history, REGISTER));
        assertTrue(unknown.reason().startsWith("op #0, write, has no value"), unknown.reason());
    }

    @Test
    void anUnknownEngineIsNamedWithTheKnownOnes() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Linearizability.of(REGISTER).engine("wgl"));
        assertTrue(e.getMessage().startsWith("unknown engine wgl; known: auto, "), e.getMessage());
    }

    @Test
    void nothingDoneIsUnknownAndNeverValid() {
        for (History history :
                List.of(
                        History.of(List.of()),
                        new Events().invoke(0, "write", 1L).invoke(1, "read", null).history())) {
            Verdict.Unknown unknown =
                    assertInstanceOf(
                            Verdict.Unknown.class, Linearizability.check(history, REGISTER));
            assertEquals("no read or write completed", unknown.reason());
        }
    }

    static List<Supplier<Throwable>> troubles() {
        return List.of(
                () -> new IllegalStateException("odd"),
                () -> new ClassCastException("odd"),
                StackOverflowError::new,
                OutOfMemoryError::new);
    }

    /** A model whose steps fail with {@code trouble}. */
    private record Broken(Supplier<Throwable> trouble) implements Model<Integer> {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Set<String> functions() {
            return Set.of("read", "write");
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Step<Integer> step(Integer state, Operation operation) {
            Throwable t = trouble.get();
            if (t instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) t;
        }
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aModelThatThrowsMakesTheVerdictUnknown(Supplier<Throwable> trouble) {
        History history = new Events().done(0, "write", 1L, null).history();
        for (String engine : List.of("auto", "exact", "competition")) {
            Verdict verdict = Linearizability.of(new Broken(trouble)).engine(engine).check(history);
            assertInstanceOf(Verdict.Unknown.class, verdict);
        }
    }

    /** Twenty locks of which those are acquired twice, all at the same time. */
    private static History locks(Set<Integer> bad) {
        Events events = new Events();
        for (int phase = 0; phase < 4; phase++) {
            for (int lock = 0; lock < 20; lock++) {
                int process = 2 * lock + (phase >= 2 && bad.contains(lock) ? 1 : 0);
                Map<String, Object> value = Map.of("lock", "pay-" + lock);
                String f = phase < 2 || bad.contains(lock) ? "acquire" : "release";
                if (phase % 2 == 0) {
                    events.invoke(process, f, value);
                } else {
                    events.ok(process, f, value);
                }
            }
        }
        return events.history();
    }

    @Test
    void ofTwentyObjectsTheOneThatIsWrongIsNamed() {
        Analysis good = Linearizability.of(MUTEX).analyse(locks(Set.of()));
        assertEquals("valid", good.verdict().word());
        assertEquals(20, good.objects());
        assertEquals(40, good.operations());
        for (int bad = 0; bad < 20; bad++) {
            Evidence evidence = evidence(Linearizability.check(locks(Set.of(bad)), MUTEX));
            assertTrue(evidence.summary().contains("pay-" + bad + ":"), evidence.summary());
            for (Op op : evidence.ops()) {
                assertEquals("pay-" + bad, op.get("lock"));
            }
        }
    }

    @Test
    void ofSeveralViolationsTheFirstObjectsIsTold() {
        Verdict first = Linearizability.check(locks(Set.of(3, 7, 11, 19)), MUTEX);
        assertTrue(evidence(first).summary().contains("pay-3:"), evidence(first).summary());
        for (int i = 0; i < 20; i++) {
            assertEquals(first, Linearizability.check(locks(Set.of(3, 7, 11, 19)), MUTEX));
        }
    }

    @Test
    void independentKeysAreObjectsOfTheirOwn() {
        Model<?> independent =
                Models.find("cas-register", ModelOptions.usual().withIndependent(true));
        Events events =
                new Events()
                        .done(0, "write", List.of(1L, 5L), List.of(1L, 5L))
                        .done(1, "write", List.of(2L, 6L), List.of(2L, 6L))
                        .done(2, "read", Arrays.asList(1L, null), List.of(1L, 5L));
        Analysis valid = Linearizability.of(independent).analyse(events.history());
        assertEquals("valid", valid.verdict().word());
        assertEquals(2, valid.objects());
        History wrong = events.done(2, "read", Arrays.asList(2L, null), List.of(2L, 5L)).history();
        Evidence evidence = evidence(Linearizability.check(wrong, independent));
        for (Op op : evidence.ops()) {
            assertEquals(wrong.op(op.index()), op);
        }
        assertEquals("unknown", Linearizability.check(locks(Set.of()), independent).word());
    }

    @Test
    void asACheckerItHasTheModelsName() {
        Checker checker = Linearizability.of(MUTEX).checker();
        assertEquals("owner-mutex", checker.name());
        assertTrue(checker.promise().startsWith("Linearizable: "), checker.promise());
        assertEquals("invalid", checker.check(locks(Set.of(1))).word());
    }

    private static Evidence evidence(Verdict verdict) {
        return assertInstanceOf(Verdict.Invalid.class, verdict).evidence();
    }
}
