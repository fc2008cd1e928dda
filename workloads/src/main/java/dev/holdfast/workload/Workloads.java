package dev.holdfast.workload;

import dev.holdfast.record.Names;
import java.util.List;

/** The catalogue of workloads. */
public final class Workloads {
    private static final List<Workload> ALL = List.of(new LockWorkload());

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
}
