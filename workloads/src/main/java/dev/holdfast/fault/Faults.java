package dev.holdfast.fault;

import dev.holdfast.impl.commit.Point;
import dev.holdfast.record.Names;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The catalogue of faults. */
public final class Faults {
    /** The word for no fault at all. */
    public static final String NONE = "none";

    /** What stands in a suite for the ends at each point that a protocol passes. */
    public static final String EACH_POINT = CrashPointFault.KIND + ":each";

    private static final List<Fault> ALL =
            List.of(
                    new PauseFault(false),
                    new PauseFault(true),
                    new KillFault(KillFault.Victim.SERVER),
                    new KillFault(KillFault.Victim.AGENT),
                    new KillFault(KillFault.Victim.COORDINATOR),
                    new KillFault(KillFault.Victim.PARTICIPANT),
                    new CrashPointFault(Optional.empty()),
                    new DuplicateFault(),
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

    /** The kinds of the faults that end a process at these points, in the order of their labels. */
    public static List<String> atEach(Collection<Point> points) {
        return points.stream()
                .map(point -> new CrashPointFault(Optional.of(point)).kind())
                .sorted()
                .toList();
    }

    /**
     * The fault of this kind.
     *
     * @throws IllegalArgumentException naming the known ones, nearest first
     */
    public static Fault find(String kind) {
        return CrashPointFault.parse(kind)
                .orElseGet(() -> Names.find("fault", kind, ALL, Fault::kind));
    }
}
