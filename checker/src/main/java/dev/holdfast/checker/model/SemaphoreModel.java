package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number of equal permits: an acquire takes one, a release by whomever gives one back.
 *
 * @param permits how many there are, 1 or more
 */
public record SemaphoreModel(int permits) implements Model<Integer> {

    /** Checks the number. */
    public SemaphoreModel {
        if (permits < 1) {
            throw new IllegalArgumentException("%d permits; expected 1 or more".formatted(permits));
        }
    }

    @Override
    public String name() {
        return "semaphore";
    }

    @Override
    public String summary() {
        return "a number of permits, taken and given back one at a time by anybody";
    }

    @Override
    public Set<String> functions() {
        return Set.of(Locks.ACQUIRE, Locks.RELEASE);
    }

    /** None is taken. */
    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Step<Integer> step(Integer taken, Operation op) {
        boolean acquires = Locks.isAcquire(op);
        boolean fits = acquires ? taken < permits : taken > 0;
        if (Values.isFail(op)) {
            return fits
                    ? new Step.Refused<>(acquires ? "a permit is free" : "a permit is taken")
                    : new Step.Next<>(taken);
        }
        if (fits) {
            return new Step.Next<>(taken + (acquires ? 1 : -1));
        }
        return new Step.Refused<>(
                !acquires
                        ? "no permit is taken"
                        : permits == 1
                                ? "its only permit is taken"
                                : "all " + permits + " permits are taken");
    }

    @Override
    public Object effect(Operation op) {
        return Effect.of(op, null, null);
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.semaphore(invoked);
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        String bad = Locks.badPermits(op);
        return bad != null || Locks.permits(op) == 1
                ? bad
                : "asks for %d permits; expected 1, or the model weighted-semaphore"
                        .formatted(Locks.permits(op));
    }

    @Override
    public String semantics() {
        return Locks.permits(permits) + "; anybody may give one back";
    }

    @Override
    public String describe(Integer taken) {
        return taken + " of " + Locks.permits(permits) + " taken";
    }

    @Override
    public String tell(Operation op) {
        return Telling.say(op, op.f()) + " a permit";
    }
}
