package dev.holdfast.impl.catalogue;

import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import java.time.Duration;
import java.util.Optional;

/**
 * A subject that is broken on purpose, and how that must come out.
 *
 * @param system the broken one; its claims are those of its right counterpart, so that what is
 *     found counts as surprising
 * @param right the same done right
 * @param exposedBy the fault under which it must be caught
 * @param point of {@link Hazard#CRASH_POINT} where the process has to end; empty of all others
 * @param lease the lease of the runs: how long a lock holds, and twice what agents of a commit
 *     protocol wait for each other
 * @param broken the promise that must be found broken; the right counterpart keeps it under the
 *     same fault
 * @param why one line: what is done wrong
 */
public record Specimen<S extends Subject>(
        S system,
        S right,
        Hazard exposedBy,
        Optional<Point> point,
        Duration lease,
        Promise broken,
        String why) {

    private static final Duration LEASE = Duration.ofSeconds(2);

    public Specimen {
        if (point.isPresent() != (exposedBy == Hazard.CRASH_POINT)) {
            throw new IllegalArgumentException(
                    "%s by %s at %s: a point goes with a crash at a point, and that with a point"
                            .formatted(system.name(), exposedBy, point));
        }
    }

    /** One that is exposed by whatever is not about a point. */
    static <S extends Subject> Specimen<S> of(
            S system, S right, Hazard exposedBy, Promise broken, String why) {
        return new Specimen<>(system, right, exposedBy, Optional.empty(), LEASE, broken, why);
    }

    /** One that is exposed by a process that ends at this point. */
    static <S extends Subject> Specimen<S> at(
            Point point, S system, S right, Promise broken, String why) {
        return new Specimen<>(
                system, right, Hazard.CRASH_POINT, Optional.of(point), LEASE, broken, why);
    }

    /** The same with another lease. */
    Specimen<S> with(Duration other) {
        return new Specimen<>(system, right, exposedBy, point, other, broken, why);
    }
}
