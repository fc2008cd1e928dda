package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds every restart against all that can be so at that moment: the states claimed are exactly
 * those in which the calls that are over leave the object, and what is still open makes of them
 * exactly the states that the object can be in.
 *
 * <p>{@code -Dholdfast.oracle=N} sets how many histories.
 */
class FrontierTest {
    private static final long HISTORIES = Long.getLong("holdfast.oracle", 10_000);

    private record At(Object state, long happened) {}

    @ParameterizedTest
    @CsvSource({"register,LENIENT,1", "register,STRICT,2", "counter,LENIENT,3", "mutex,STRICT,4"})
    void aRestartIsAllThatCanBeSo(String name, Fails fails, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model<?> model =
                name.equals("mutex") ? new MutexModel() : new TestRegister(name.equals("register"));
        long restarts = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History history = CounterexampleOracleTest.Tiny.history(random, model);
            for (Subhistory h : Subhistories.of(history, model, fails)) {
                for (Frontier.Restart r : Frontier.before(h.events(), h, Long.MAX_VALUE)) {
                    check(h, r, history);
                    restarts++;
                }
            }
        }
        assertTrue(restarts > HISTORIES, restarts + " restarts");
    }

    private static void check(Subhistory h, Frontier.Restart restart, History history) {
        Set<At> all = reached(h, h.model(), restart.position());
        long over = 0;
        long pending = 0;
        for (int c = 0; c < h.calls(); c++) {
            if (h.returnedAt(c) < restart.position() || restart.done().get(c)) {
                over |= 1L << c;
            } else if (h.invokedAt(c) < restart.position()) {
                pending |= 1L << c;
            }
        }
        long exactly = over;
        Set<Object> left =
                all.stream()
                        .filter(a -> a.happened() == exactly)
                        .map(At::state)
                        .collect(Collectors.toSet());
        assertEquals(left, new HashSet<>(restart.states()), () -> restart + "\n" + history.ops());
        Set<At> from = new HashSet<>();
        restart.states().forEach(s -> from.add(new At(s, exactly)));
        assertEquals(
                states(all),
                states(closed(h, h.model(), from, pending)),
                () -> restart + "\n" + history.ops());
    }

    private static Set<Object> states(Set<At> all) {
        return all.stream().map(At::state).collect(Collectors.toSet());
    }

    /** Every state with every set of calls that can have happened before {@code position}. */
    private static Set<At> reached(Subhistory h, Model<?> model, int position) {
        Set<At> now = new HashSet<>();
        h.starts().forEach(s -> now.add(new At(s, 0)));
        Set<At> reached = now;
        long pending = 0;
        for (int i = 0; i < position; i++) {
            int event = h.event(i);
            if (event >= 0) {
                pending |= 1L << event;
                reached = closed(h, model, reached, pending);
            } else {
                long bit = 1L << ~event;
                reached =
                        reached.stream()
                                .filter(a -> (a.happened() & bit) != 0)
                                .collect(Collectors.toSet());
            }
        }
        return reached;
    }

    private static <S> Set<At> closed(Subhistory h, Model<S> model, Set<At> from, long pending) {
        Set<At> all = new HashSet<>(from);
        ArrayDeque<At> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            At at = open.pop();
            for (int c = 0; c < h.calls(); c++) {
                if ((pending & ~at.happened() & 1L << c) == 0) {
                    continue;
                }
                @SuppressWarnings("unchecked")
                S state = (S) at.state();
                if (model.step(state, h.operation(c)) instanceof Step.Next<S> next) {
                    At reached = new At(next.state(), at.happened() | 1L << c);
                    if (all.add(reached)) {
                        open.push(reached);
                    }
                }
            }
        }
        return all;
    }
}
