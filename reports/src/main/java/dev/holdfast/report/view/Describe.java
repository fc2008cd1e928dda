package dev.holdfast.report.view;

import dev.holdfast.checker.history.Op;
import dev.holdfast.report.view.Timeline.Bar;
import dev.holdfast.report.view.Timeline.LockLane;
import dev.holdfast.report.view.Timeline.Overlap;
import dev.holdfast.report.view.Timeline.ProcessLane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for what a picture shows. */
final class Describe {
    private Describe() {}

    /** The picture in a few sentences. */
    static String timeline(
            List<Timeline.Fault> faults,
            List<LockLane> locks,
            List<ProcessLane> processes,
            boolean byIndex) {
        StringBuilder text = new StringBuilder();
        for (Timeline.Fault f : faults) {
            text.append(
                    "Fault %s of %s from %s to %s. "
                            .formatted(
                                    f.kind(),
                                    f.target(),
                                    TimeText.at(f.from()),
                                    TimeText.at(f.to())));
        }
        for (LockLane lane : locks) {
            text.append("Lock %s: %d tenures".formatted(lane.lock(), lane.tenures().size()));
            text.append(lane.overlaps().isEmpty() ? ", none overlapping. " : ". ");
            lane.overlaps().stream().limit(5).forEach(o -> text.append(overlap(o, byIndex)));
        }
        text.append("%d processes.".formatted(processes.size()));
        return text.toString();
    }

    private static String overlap(Overlap o, boolean byIndex) {
        String who = "Processes %d and %d both held it ".formatted(o.first(), o.second());
        return who
                + (byIndex
                        ? "from op %d to op %d. ".formatted(o.from(), o.to())
                        : "for %s from %s. "
                                .formatted(
                                        TimeText.length(o.to() - o.from()), TimeText.at(o.from())));
    }

    /** One operation as a bar; {@code done} is null if it never completed. */
    static Bar bar(Op invoke, @Nullable Op done, long from, long to) {
        Op last = done == null || done.value() == null ? invoke : done;
        String error =
                done == null || done.error() == null ? "" : ", " + SafeText.line(done.error());
        return new Bar(
                invoke.index(),
                SafeText.name(invoke.f()),
                label(invoke, last),
                done == null ? "open" : done.type().label(),
                ValueText.of(last.value()) + error,
                from,
                to);
    }

    private static String label(Op invoke, Op last) {
        String f = SafeText.clean(invoke.f(), 24, false);
        Object detail =
                switch (invoke.f()) {
                    case "read" -> last.get("version");
                    case "write" -> last.get("to");
                    default -> null;
                };
        return detail == null ? f : f + " " + SafeText.clean(ValueText.of(detail), 24, false);
    }
}
