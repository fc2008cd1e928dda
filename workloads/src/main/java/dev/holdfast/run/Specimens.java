package dev.holdfast.run;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.catalogue.Specimen;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Names;
import java.time.Duration;
import java.util.List;

/** How a lock or commit protocol that is broken on purpose is brought to show it. */
public final class Specimens {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * Three times as many locks, or accounts, as usual, so that a fault hits somebody at the wrong
     * moment.
     */
    private static final int ACCOUNTS = 12;

    private static final int CLIENTS = 3 * ACCOUNTS;

    /** The longest fault of a lease fits into it twice, with work before and after. */
    private static final Duration COUNTERPART_LIMIT = Duration.ofSeconds(15);

    /** On a busy machine it takes ten seconds until who ended is back, and then it has to work. */
    private static final Duration COUNTERPART_LIMIT_OF_CRASHES = Duration.ofSeconds(30);

    private static final Duration COUNTERPART_LIMIT_WITHOUT_FAULTS = Duration.ofSeconds(5);

    private Specimens() {}

    /**
     * The specimen of this name.
     *
     * @throws IllegalArgumentException naming the known ones, nearest first
     */
    public static Specimen<?> find(String name) {
        return Names.find("specimen", name, Catalogue.broken(), s -> s.system().name());
    }

    /** The run that must expose it. */
    public static RunPlan plan(Specimen<?> specimen, long seed) {
        return plan(specimen, specimen.system(), seed, LIMIT);
    }

    /**
     * The run in which its right counterpart must keep, under the same fault, the promise that it
     * breaks.
     */
    public static RunPlan counterpart(Specimen<?> specimen, long seed) {
        Duration limit =
                switch (specimen.exposedBy()) {
                    case NONE -> COUNTERPART_LIMIT_WITHOUT_FAULTS;
                    case CRASH_POINT -> COUNTERPART_LIMIT_OF_CRASHES;
                    default -> COUNTERPART_LIMIT;
                };
        return plan(specimen, specimen.right(), seed, limit);
    }

    private static RunPlan plan(Specimen<?> specimen, Subject system, long seed, Duration limit) {
        boolean forgets = specimen.exposedBy() == Hazard.KILL_VOLATILE;
        return RunOptions.of(system.name(), "", List.of(fault(specimen)), seed)
                .withTimeLimit(limit)
                .withLoad(CLIENTS, ACCOUNTS)
                .withLease(specimen.lease())
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
                subject.ledgerService(),
                subject.commit());
    }

    private static String fault(Specimen<?> specimen) {
        return switch (specimen.exposedBy()) {
            case NONE -> Faults.NONE;
            case PAUSE -> "pause";
            case KILL_AGENT -> "kill-agent";
            case KILL_DURABLE, KILL_VOLATILE -> "kill";
            case CUT -> "cut-silent";
            case SERVERS_CUT -> "partition-silent";
            case LATENCY -> "latency";
            case FAILOVER -> "failover";
            case CLOCK -> "clock-jump";
            case KILL_COORDINATOR -> "kill-coordinator";
            case KILL_PARTICIPANT -> "kill-participant";
            case CRASH_POINT -> "crash:" + specimen.point().orElseThrow().label();
            case DUPLICATE -> "duplicate";
        };
    }
}
