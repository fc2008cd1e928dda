package dev.holdfast.workload;

import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.record.Names;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The catalogue of workloads. */
public final class Workloads {
    private static final List<Workload> ALL =
            List.of(
                    LockWorkload.exclusive(),
                    LockWorkload.readWrite(),
                    LockWorkload.semaphore(),
                    new PaymentsWorkload());

    private Workloads() {}

    /** All of them, in the order of the documentation. */
    public static List<Workload> all() {
        return ALL;
    }

    /**
     * The workload of this name.
     *
     * @throws IllegalArgumentException naming the known ones, nearest first
     */
    public static Workload find(String name) {
        return Names.find("workload", name, ALL, Workload::name);
    }

    /**
     * The workload of this name if it suits the subject; the one that asks most of it for an empty
     * name.
     *
     * @throws IllegalArgumentException in one line, if there is none, or it does not suit
     */
    public static Workload fitting(String name, SubjectDescription subject) {
        List<Workload> fitting = ALL.stream().filter(w -> w.suits(subject)).toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no workload suits %s, %s".formatted(subject.name(), about(subject)));
        }
        if (name.isEmpty()) {
            return Collections.max(fitting, Comparator.comparingInt(Workload::demands));
        }
        Workload asked = find(name);
        if (!fitting.contains(asked)) {
            throw new IllegalArgumentException(
                    "workload %s does not suit %s, %s; use --workload %s"
                            .formatted(
                                    name,
                                    subject.name(),
                                    about(subject),
                                    fitting.stream()
                                            .map(Workload::name)
                                            .collect(Collectors.joining(" or "))));
        }
        return asked;
    }

    private static String about(SubjectDescription subject) {
        return subject.commit().isPresent()
                ? "which is a commit protocol"
                : "whose locks have the modes "
                        + subject.sharing().modes().stream()
                                .sorted()
                                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" and "));
    }
}
