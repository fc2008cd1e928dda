package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real Knossos and our own search on many random histories, a process for each batch. */
class KnossosAgreementTest {
    private static final int HISTORIES =
            (int) Math.min(20_000, Long.getLong("holdfast.oracle", 200));
    private static final long SEED = 4711;

    @ParameterizedTest
    @CsvSource({
        "register, WGL, KNOSSOS",
        "cas-register, WGL, KNOSSOS",
        "cas-register, LINEAR, KNOSSOS",
        "cas-register, COMPETITION, HOLDFAST",
        "mutex, WGL, KNOSSOS",
        "mutex, LINEAR, HOLDFAST",
        "multi-register, WGL, KNOSSOS",
        "set, WGL, HOLDFAST",
        "queue, WGL, KNOSSOS",
        "fifo-queue, WGL, KNOSSOS",
        "owner-mutex, LINEAR, HOLDFAST",
        "fenced-mutex, WGL, HOLDFAST",
        "rw-lock, WGL, HOLDFAST",
        "semaphore, WGL, HOLDFAST",
        "counter, WGL, HOLDFAST",
        "reentrant-mutex, WGL, HOLDFAST",
        "decision, WGL, HOLDFAST",
    })
    void agreesWithOurSearch(String name, Algorithm algorithm, ModelSource source) {
        KnossosOptions options = RealKnossos.options().with(algorithm).with(source);
        Model<?> model = Models.find(name, ModelOptions.usual());
        List<Subhistory> parts = parts(model);
        Limits limits = RealKnossos.LIMITS.within(Duration.ofSeconds(120 + HISTORIES / 4));
        KnossosRun.Result result = KnossosRun.of(parts, options, limits, true);
        assertNull(result.stopped());
        assertEquals(parts.size(), result.answers().size());
        Decider ours = Searches.exact();
        int valid = 0;
        int theirModel = 0;
        for (int i = 0; i < parts.size(); i++) {
            Subhistory part = parts.get(i);
            Finding theirs = KnossosDecider.finding(part, result.answers().get(i));
            Finding expected = ours.decide(part, Effort.standard());
            assertEquals(expected.getClass(), theirs.getClass(), () -> text(part));
            valid += expected instanceof Finding.Linearizable ? 1 : 0;
            theirModel += OwnModels.expression(part).isPresent() ? 1 : 0;
        }
        double share = (double) valid / parts.size();
        assertTrue(share > 0.05 && share < 0.95, "valid share " + share);
        assertTrue(
                source == ModelSource.HOLDFAST || theirModel > parts.size() / 10,
                "Knossos's own model was used for " + theirModel + " of " + parts.size());
    }

    /** Tiny subhistories, also of strict fails; results are exchanged at random. */
    private static List<Subhistory> parts(Model<?> model) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Subhistory> parts = new ArrayList<>();
        while (parts.size() < HISTORIES) {
            Plan plan =
                    Plan.of(
                                    10 + random.nextInt(6),
                                    2 + random.nextInt(4),
                                    0.3 * random.nextDouble())
                            .withValues(2)
                            .withKind(
                                    random.nextInt(3) > 0
                                            ? HistoryKind.VALID
                                            : HistoryKind.FLIPPED_RESULT);
            History history = HistoryGenerator.of(model, plan, random.nextLong());
            Fails fails = random.nextInt(4) == 0 ? Fails.STRICT : Fails.LENIENT;
            Subhistories.of(mutated(history, random), model, fails).stream()
                    .filter(part -> part.calls() > 0)
                    .forEach(parts::add);
        }
        return parts;
    }

    private static History mutated(History history, SplittableRandom random) {
        List<Op> ops = new ArrayList<>(history.ops());
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            Op other = ops.get(random.nextInt(ops.size()));
            boolean isAlike = op.isOk() && other.isOk() && op.f().equals(other.f());
            boolean isAnswer = isAlike && op.f().matches("read|dequeue|txn|contains|propose");
            if (isAnswer && random.nextInt(10) == 0) {
                ops.set(i, withValueOf(op, other));
            }
        }
        return History.of(ops);
    }

    private static Op withValueOf(Op op, Op other) {
        return new Op(
                op.index(),
                op.timeNanos(),
                op.process(),
                op.type(),
                op.f(),
                other.value(),
                op.error());
    }

    private static String text(Subhistory part) {
        StringBuilder text = new StringBuilder("seed " + SEED + ", fails " + part.fails());
        for (int i = 0; i < part.events(); i++) {
            int event = part.event(i);
            text.append('\n').append(event >= 0 ? part.invocation(event) : part.completion(~event));
        }
        return text.toString();
    }
}
