package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that does not know its owner: held or free, and whoever likes releases it.
 *
 * <p>As in Knossos. Process 0 acquires, process 1 releases, process 1 acquires: valid here, not for
 * {@link OwnerMutexModel}, which is the better question to ask of a lock that knows its owner.
 */
public record MutexModel() implements Model<Boolean> {

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public String summary() {
        return "a lock that anybody releases, as in Knossos";
    }

    @Override
    public Set<String> functions() {
        return Set.of(Locks.ACQUIRE, Locks.RELEASE);
    }

    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Step<Boolean> step(Boolean held, Operation op) {
        boolean needsHeld = Locks.isAcquire(op) == Values.isFail(op);
        if (held != needsHeld) {
            return new Step.Refused<>(held ? "it is held" : "it is free");
        }
        return new Step.Next<>(Values.isFail(op) ? held : !held);
    }

    @Override
    public Object effect(Operation op) {
        return Effect.of(op, null, null);
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Locks.lock(invoked);
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public boolean mayComplain(String f) {
        return false;
    }

    @Override
    public String semantics() {
        return "anybody may release it";
    }

    @Override
    public String describe(Boolean held) {
        return held ? "held" : "free";
    }

    @Override
    public String tell(Operation op) {
        return Locks.tell(op);
    }
}
