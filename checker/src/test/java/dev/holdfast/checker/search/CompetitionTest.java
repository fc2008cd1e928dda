package dev.holdfast.checker.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two searches at once: one finding, both end, and both heed the check that they belong to. */
final class CompetitionTest {
    private static final Competition AT_ONCE = new Competition(Tricks.ALL, -1000, 4);

    @Test
    void givesBackAllMemory() {
        Limits limits = new Limits(Duration.ofMinutes(1), 1 << 20);
        Effort effort = Effort.of(limits, Progress.NONE);
        for (TinySubhistories tiny : TinySubhistories.all()) {
            AT_ONCE.decide(tiny.make(new SplittableRandom(3)), effort);
            Searches.competition().decide(tiny.make(new SplittableRandom(4)), effort);
        }
        effort.hold(1 << 20);
        assertThrows(StoppedException.class, () -> effort.hold(1));
    }

    @Test
    void tellsTheSameWhoeverIsFirst() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            Subhistory h = TinySubhistories.all().get(i % 4).make(random);
            assertEquals(
                    Searches.exact().decide(h, Effort.standard()),
                    AT_ONCE.decide(h, Effort.standard()));
        }
    }

    @Test
    void isCancelledWithTheSearchThatItIsPartOf() {
        Effort whole = Effort.standard();
        Effort part = whole.fork(10);
        Effort child = part.child(10);
        part.cancel();
        assertThrows(
                StoppedException.class,
                () -> {
                    for (int i = 0; i < 10_000; i++) {
                        child.step(i);
                    }
                });
        for (int i = 0; i < 10_000; i++) {
            whole.step(i);
        }
        whole.add(child);
        assertTrue(whole.explored() > 10_000);
    }
}
