package dev.holdfast.run;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Locks;
import dev.holdfast.impl.catalogue.Specimen;
import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.Promise;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Names;
import java.time.Duration;
import java.util.List;

/** How a lock that is broken on purpose is brought to show it. */
public final class Specimens {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Specimens() {}

    /**
     * The specimen of this name.
     *
     * @throws IllegalArgumentException naming the known ones, nearest first
     */
    public static Specimen find(String name) {
        return Names.find("specimen", name, Locks.broken(), s -> s.system().name());
    }

    /** The run that must expose it. */
    public static RunPlan plan(Specimen specimen, long seed) {
        boolean forgets = specimen.exposedBy() == Hazard.KILL_VOLATILE;
        return RunOptions.of(
                        specimen.system().name(), "", List.of(fault(specimen.exposedBy())), seed)
                .withTimeLimit(LIMIT)
                .with(forgets ? Persistence.VOLATILE : Persistence.DURABLE)
                .plan(SubjectDescription.of(specimen.system()));
    }

    /**
     * The subject as if it promised nothing else: only the promise that its right counterpart keeps
     * may convict it.
     */
    public static SubjectDescription onlyPromising(SubjectDescription subject, Promise promise) {
        return new SubjectDescription(
                subject.name(),
                subject.summary(),
                subject.topology(),
                Claims.only(promise),
                subject.sharing(),
                subject.guard(),
                subject.shortestLease(),
                subject.ledgerService());
    }

    private static String fault(Hazard hazard) {
        return switch (hazard) {
            case NONE -> Faults.NONE;
            case PAUSE -> "pause";
            case KILL_DURABLE, KILL_VOLATILE -> "kill";
            case CUT -> "cut-silent";
            case SERVERS_CUT -> "partition-silent";
            case LATENCY -> "latency";
            case FAILOVER -> "failover";
            case CLOCK -> throw new IllegalArgumentException("clocks cannot be moved yet");
        };
    }
}
