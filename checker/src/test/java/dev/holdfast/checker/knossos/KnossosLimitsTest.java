package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What becomes of runs that do not end well: unknown with the reason, and no process left. */
class KnossosLimitsTest {
    private static final Model<?> REGISTER = Models.find("register", ModelOptions.usual());

    @Test
    void saysHowToGetTheJars() {
        KnossosOptions options = KnossosOptions.standard().at("/no/such/directory:/nor/this.jar");
        Verdict verdict = KnossosEngine.check(history(), REGISTER, RealKnossos.LIMITS, options);
        assertEquals(
                "Clojure and Knossos are not on the class path; give their jars with"
                        + " --knossos-classpath (`lein classpath` in a project that depends on"
                        + " knossos prints it), or build with -Pknossos -Dclojars.url=URL of Clojars",
                unknown(verdict));
    }

    @Test
    void endsAtTheLimit() {
        Limits limits = RealKnossos.LIMITS.within(Duration.ofMillis(100));
        Verdict verdict =
                KnossosEngine.check(
                        history(), REGISTER, limits, RealKnossos.options().with(Algorithm.WGL));
        assertEquals("Knossos (wgl) is out of time, 0.1 s", unknown(verdict));
        assertNoChildren();
    }

    @Test
    void endsWhenInterrupted() throws InterruptedException {
        KnossosOptions options = RealKnossos.options();
        AtomicReference<Verdict> verdict = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        Model<Long> slow = new Counting(asked, state -> sleep());
        Thread checking =
                new Thread(
                        () -> {
                            verdict.set(
                                    KnossosEngine.check(
                                            history(), slow, RealKnossos.LIMITS, options));
                            interrupted.set(Thread.currentThread().isInterrupted());
                        });
        checking.start();
        assertTrue(asked.await(60, TimeUnit.SECONDS));
        checking.interrupt();
        checking.join(TimeUnit.SECONDS.toMillis(30));
        assertEquals("cancelled", unknown(verdict.get()));
        assertEquals(true, interrupted.get());
        assertNoChildren();
    }

    @Test
    void saysWhatTheProcessDiedOf() {
        KnossosOptions options = RealKnossos.options();
        Model<Long> killing =
                new Counting(
                        new CountDownLatch(1),
                        state ->
                                ProcessHandle.current()
                                        .children()
                                        .forEach(KnossosLimitsTest::kill));
        Verdict verdict = KnossosEngine.check(history(), killing, RealKnossos.LIMITS, options);
        assertEquals(
                "Knossos's process ended with exit code 137 before it answered", unknown(verdict));
        assertNoChildren();
    }

    @Test
    void survivesAModelThatThrows() {
        KnossosOptions options = RealKnossos.options();
        Model<Long> broken =
                new Counting(
                        new CountDownLatch(1),
                        state -> {
                            throw new IllegalStateException("broken on purpose");
                        });
        assertEquals(
                "the model failed with IllegalStateException: broken on purpose",
                unknown(KnossosEngine.check(history(), broken, RealKnossos.LIMITS, options)));
        assertNoChildren();
    }

    /** A model whose states count its operations, and that does something odd when asked. */
    private record Counting(CountDownLatch asked, java.util.function.LongConsumer oddity)
            implements Model<Long> {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Set<String> functions() {
            return Set.of("write");
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Step<Long> step(Long state, Operation operation) {
            asked.countDown();
            oddity.accept(state);
            return new Step.Next<>(state + 1);
        }
    }

    private static History history() {
        return new Tiny().did(0, "write", 1L, 1L).did(1, "write", 2L, 2L).history();
    }

    private static String unknown(Verdict verdict) {
        return assertInstanceOf(Verdict.Unknown.class, verdict).reason();
    }

    private static void assertNoChildren() {
        List<ProcessHandle> children =
                ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
        assertEquals(List.of(), children);
    }

    private static void kill(ProcessHandle child) {
        child.destroyForcibly();
        child.onExit().join();
    }

    private static void sleep() {
        try {
            TimeUnit.SECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
