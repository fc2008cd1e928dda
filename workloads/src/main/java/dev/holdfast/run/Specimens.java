package dev.holdfast.run;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Locks;
import dev.holdfast.impl.catalogue.Specimen;
import dev.holdfast.impl.lock.Claims;
import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Promise;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Names;
import java.time.Duration;
import java.util.List;

/** How a lock that is broken on purpose is brought to show it. */
public final class Specimens {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Three times as many locks as usual, so that a fault hits somebody at the wrong moment. */
    private static final int ACCOUNTS = 12;

    private static final int CLIENTS = 3 * ACCOUNTS;

    /** The longest fault of a lease fits into it twice, with work before and after. */
    private static final Duration COUNTERPART_LIMIT = Duration.ofSeconds(15);

    private static final Duration COUNTERPART_LIMIT_WITHOUT_FAULTS = Duration.ofSeconds(5);

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
        return plan(specimen, specimen.system(), seed, LIMIT);
    }

    /**
     * The run in which its right counterpart must keep, under the same fault, the promise that it
     * breaks.
     */
    public static RunPlan counterpart(Specimen specimen, long seed) {
        return plan(
                specimen,
                specimen.right(),
                seed,
                specimen.exposedBy() == Hazard.NONE
                        ? COUNTERPART_LIMIT_WITHOUT_FAULTS
                        : COUNTERPART_LIMIT);
    }

    private static RunPlan plan(Specimen specimen, LockSystem system, long seed, Duration limit) {
        boolean forgets = specimen.exposedBy() == Hazard.KILL_VOLATILE;
        return RunOptions.of(system.name(), "", List.of(fault(specimen.exposedBy())), seed)
                .withTimeLimit(limit)
                .withLoad(CLIENTS, ACCOUNTS)
                .with(forgets ? Persistence.VOLATILE : Persistence.DURABLE)
                .plan(SubjectDescription.of(system));
    }

    /**
     * The subject as if it promised nothing else: only the promise that a specimen breaks and its
     * right counterpart keeps may convict either of them.
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
            case KILL_AGENT -> "kill-agent";
            case KILL_DURABLE, KILL_VOLATILE -> "kill";
            case CUT -> "cut-silent";
            case SERVERS_CUT -> "partition-silent";
            case LATENCY -> "latency";
            case FAILOVER -> "failover";
            case CLOCK -> "clock-jump";
        };
    }
}
