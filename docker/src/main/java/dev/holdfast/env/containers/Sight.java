package dev.holdfast.env.containers;

import dev.holdfast.env.containers.ContainerSpec.Mounted;
import java.util.List;
import java.util.Map;

/**
 * What a node sees beside its own folder.
 *
 * @param mounts files and folders of this machine
 * @param hosts addresses by the names that it knows them by
 */
record Sight(List<Mounted> mounts, Map<String, String> hosts) {
    static final Sight NOTHING = new Sight(List.of(), Map.of());

    static Sight of(MountedClasspath classpath) {
        return new Sight(classpath.mounts(), Map.of());
    }

    static Sight of(Map<String, String> hosts) {
        return new Sight(List.of(), hosts);
    }
}
