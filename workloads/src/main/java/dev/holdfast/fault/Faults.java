package dev.holdfast.fault;

import dev.holdfast.record.Names;
import java.util.List;

/** The catalogue of faults. */
public final class Faults {
    /** The word for no fault at all. */
    public static final String NONE = "none";

    private static final List<Fault> ALL =
            List.of(
                    new PauseFault(false),
                    new PauseFault(true),
                    new KillFault(true),
                    new KillFault(false),
                    new CutFault(CutFault.Manner.VISIBLE),
                    new CutFault(CutFault.Manner.SILENT),
                    new CutFault(CutFault.Manner.ONE_WAY),
                    new LatencyFault(),
                    new FailoverFault(),
                    new PartitionFault(false),
                    new PartitionFault(true),
                    new RestartFault(true),
                    new RestartFault(false),
                    new ClockFault(ClockFault.Manner.JUMP),
                    new ClockFault(ClockFault.Manner.SKEW),
                    new ClockFault(ClockFault.Manner.STROBE));

    private Faults() {}

    /** All of them, in the order of the documentation. */
    public static List<Fault> all() {
        return ALL;
    }

    /**
     * The fault of this kind.
     *
     * @throws IllegalArgumentException naming the known ones, nearest first
     */
    public static Fault find(String kind) {
        return Names.find("fault", kind, ALL, Fault::kind);
    }
}
