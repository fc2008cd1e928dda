package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Models of Knossos as ours and ours as Knossos's, in one process. */
class KnossosModelTest {

    @Test
    void stepsAsKnossosDoes() {
        RealKnossos.options();
        RealKnossos.within(
                RealKnossos.CLASSPATH,
                () -> {
                    KnossosModel model =
                            KnossosModel.of(
                                    "knossos.model",
                                    "cas-register",
                                    Set.of("read", "write", "cas"));
                    History h =
                            new Tiny()
                                    .did(0, "write", 1L, 1L)
                                    .did(0, "cas", List.of(1L, 2L), List.of(1L, 2L))
                                    .did(0, "read", null, 1L)
                                    .did(0, "read", null, null)
                                    .invoke(0, "write", 5L)
                                    .fail(0, "write", 5L)
                                    .invoke(0, "write", 6L)
                                    .history();
                    Object two = next(model, next(model, model.initial(), h, 0), h, 2);
                    assertEquals("2", model.describe(two));
                    assertEquals(
                            "can't read 1 from register 2",
                            assertInstanceOf(
                                            Step.Refused.class, model.step(two, Operation.at(h, 4)))
                                    .why());
                    assertEquals(two, next(model, two, h, 6));
                    assertEquals(two, next(model, two, h, 8));
                    assertEquals("6", model.describe(next(model, two, h, 10)));
                });
    }

    @Test
    void knossosSearchesWithOurModel() {
        RealKnossos.options();
        RealKnossos.within(
                RealKnossos.CLASSPATH,
                () -> {
                    IFn ours = Interop.function("holdfast.models", "knossos-model");
                    IFn wgl = Interop.function("knossos.wgl", "analysis");
                    Object model = ours.invoke(Models.find("fifo-queue", ModelOptions.usual()));
                    for (long second : new long[] {1, 2}) {
                        History h =
                                new Tiny()
                                        .did(0, "enqueue", 1L, 1L)
                                        .did(0, "enqueue", 2L, 2L)
                                        .did(1, "dequeue", null, second)
                                        .history();
                        Map<?, ?> result =
                                (Map<?, ?>) wgl.invoke(model, new ClojureHistories().toClojure(h));
                        assertEquals(second == 1, result.get(Clojure.read(":valid?")));
                    }
                });
    }

    @Test
    void saysWhatIsMissing() {
        KnossosMissingException e =
                assertThrows(
                        KnossosMissingException.class,
                        () -> KnossosModel.of("no.such.space", "register", Set.of("read")));
        assertTrue(e.getMessage().startsWith("namespace no.such.space could not be loaded"));
    }

    private static Object next(KnossosModel model, Object state, History h, int invocation) {
        return assertInstanceOf(Step.Next.class, model.step(state, Operation.at(h, invocation)))
                .state();
    }
}
