package dev.holdfast.fault;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Replies to one agent take longer than a lease. */
final class LatencyFault extends LinkFault {
    private static final String DELAY = "delay-ms";

    LatencyFault() {
        super(
                "latency",
                "replies to an agent take one to one and a half leases",
                Canary.Outcome.SILENT);
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.LATENCY;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return leaseMillis * 3;
    }

    @Override
    Map<String, Long> parameters(Random random, FaultTargets targets) {
        long lease = targets.leaseMillis();
        return Map.of(DELAY, Seeds.between(random, lease * 11 / 10, lease * 3 / 2));
    }

    @Override
    void apply(Link link, PlannedFault fault) {
        link.delay(Direction.DOWNSTREAM, Duration.ofMillis(fault.parameter(DELAY)));
    }
}
