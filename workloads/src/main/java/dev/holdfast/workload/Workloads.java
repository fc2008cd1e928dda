package dev.holdfast.workload;

import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.record.Names;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue of workloads. */
public final class Workloads {
    private static final List<Workload> ALL =
            List.of(LockWorkload.exclusive(), LockWorkload.readWrite(), LockWorkload.semaphore());

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
     * The workload of this name if it suits locks that are shared so; the one that asks most of
     * them for an empty name.
     *
     * @param subject whose locks they are, for the error
     * @throws IllegalArgumentException in one line, if there is none, or it does not suit them
     */
    public static Workload fitting(String name, String subject, Sharing sharing) {
        List<Workload> fitting =
                ALL.stream().filter(w -> sharing.modes().containsAll(w.needs())).toList();
        Workload asked = name.isEmpty() ? null : find(name);
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no workload suits %s, whose locks have the modes %s"
                            .formatted(subject, modes(sharing.modes())));
        }
        if (asked == null) {
            return Collections.max(fitting, Comparator.comparingInt(w -> w.needs().size()));
        }
        if (!fitting.contains(asked)) {
            throw new IllegalArgumentException(
                    "workload %s needs locks with the modes %s; %s has %s, use --workload %s"
                            .formatted(
                                    name,
                                    modes(asked.needs()),
                                    subject,
                                    modes(sharing.modes()),
                                    fitting.stream()
                                            .map(Workload::name)
                                            .collect(Collectors.joining(" or "))));
        }
        return asked;
    }

    private static String modes(Set<Mode> modes) {
        return modes.stream()
                .sorted()
                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }
}
