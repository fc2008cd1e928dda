package dev.holdfast.env.containers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one container is made.
 *
 * @param name of the node, for the container's name
 * @param image from what
 * @param command what runs in it; empty for the image's own
 * @param environment its environment variables
 * @param mounts files and folders of this machine that it sees
 * @param hosts addresses by the names that it knows them by
 */
record ContainerSpec(
        String name,
        String image,
        List<String> command,
        Map<String, String> environment,
        List<Mounted> mounts,
        Map<String, String> hosts) {

    /** One that sees nothing of this machine and knows no names. */
    static ContainerSpec alone(String name, String image, List<String> command) {
        return new ContainerSpec(name, image, command, Map.of(), List.of(), Map.of());
    }

    /**
     * A file or folder of this machine inside a container.
     *
     * @param here where it is
     * @param there where the container sees it
     * @param isWritable whether the container may change it
     */
    record Mounted(Path here, String there, boolean isWritable) {}
}
