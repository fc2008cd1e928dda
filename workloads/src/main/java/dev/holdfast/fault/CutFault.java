package dev.holdfast.fault;

import dev.holdfast.env.Direction;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.record.Seeds;
import java.util.Map;
import java.util.Random;

/** One agent is cut off from all servers for longer than a lease. */
final class CutFault extends LinkFault {
    private static final String UPSTREAM = "upstream";
    private final Manner manner;

    /** How a cut shows. */
    enum Manner {
        /** Connections end and are refused. */
        VISIBLE("cut", "an agent's links end and refuse: it knows that it is cut off"),
        /** Nothing passes and nobody is told. */
        SILENT("cut-silent", "an agent's links swallow everything, both ways: nobody is told"),
        /** Requests arrive and replies do not, or the other way round. */
        ONE_WAY("cut-one-way", "an agent's links swallow one direction, requests or replies");

        private final String kind;
        private final String summary;

        Manner(String kind, String summary) {
            this.kind = kind;
            this.summary = summary;
        }
    }

    CutFault(Manner manner) {
        super(
                manner.kind,
                manner.summary,
                manner == Manner.VISIBLE ? Canary.Outcome.REFUSED : Canary.Outcome.SILENT);
        this.manner = manner;
    }

    @Override
    Map<String, Long> parameters(Random random, FaultTargets targets) {
        return manner == Manner.ONE_WAY ? Map.of(UPSTREAM, Seeds.between(random, 0, 1)) : Map.of();
    }

    @Override
    void apply(Link link, PlannedFault fault) {
        switch (manner) {
            case VISIBLE -> link.refuse();
            case SILENT -> link.silence(Direction.BOTH);
            case ONE_WAY ->
                    link.silence(
                            fault.parameter(UPSTREAM) == 1
                                    ? Direction.UPSTREAM
                                    : Direction.DOWNSTREAM);
        }
    }
}
