package dev.holdfast.impl.subject;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What an implementation promises, and where it is known to break its word.
 *
 * <p>A promise that is not made is still looked at but does not decide the verdict of a run. A
 * broken promise is <em>as expected</em> under a hazard named here and <em>surprising</em>
 * elsewhere.
 *
 * @param promises what callers of this implementation rely on
 * @param breaks for each promise, the hazards under which it is known not to hold
 */
public record Claims(Set<Promise> promises, Map<Promise, Set<Hazard>> breaks) {

    public Claims {
        promises = Set.copyOf(promises);
        breaks = Map.copyOf(breaks);
    }

    /** Promises all that a lock can, and keeps it under every hazard. */
    public static Claims safe() {
        return only(Promise.SERVICE, Promise.BELIEF, Promise.RESOURCE);
    }

    /** Promises all that an atomic commit protocol can, and keeps it under every hazard. */
    public static Claims ofCommit() {
        return only(Promise.AGREEMENT, Promise.VALIDITY, Promise.MONEY, Promise.TERMINATION);
    }

    /** Promises only these, and keeps them under every hazard. */
    public static Claims only(Promise first, Promise... more) {
        return new Claims(EnumSet.of(first, more), Map.of());
    }

    /** The same claims, knowing that {@code promise} does not hold under these hazards. */
    public Claims breaking(Promise promise, Hazard first, Hazard... more) {
        Map<Promise, Set<Hazard>> map = new EnumMap<>(Promise.class);
        map.putAll(breaks);
        Set<Hazard> hazards = EnumSet.of(first, more);
        hazards.addAll(map.getOrDefault(promise, Set.of()));
        map.put(promise, Set.copyOf(hazards));
        return new Claims(promises, map);
    }

    /**
     * The same claims, of a commit protocol whose accounts are kept by servers: what they forget
     * nobody brings back. One that comes back empty has no accounts any more and says nothing; a
     * replica that had not heard everything lacks payments that others have.
     */
    public Claims losingWhatServersForget() {
        return breaking(Promise.AGREEMENT, Hazard.KILL_VOLATILE, Hazard.FAILOVER)
                .breaking(Promise.MONEY, Hazard.KILL_VOLATILE, Hazard.FAILOVER)
                .breaking(Promise.TERMINATION, Hazard.KILL_VOLATILE);
    }

    /** Whether {@code promise} is known not to hold under one of {@code hazards}. */
    public boolean mayBreak(Promise promise, Set<Hazard> hazards) {
        return breaks.getOrDefault(promise, Set.of()).stream().anyMatch(hazards::contains);
    }
}
