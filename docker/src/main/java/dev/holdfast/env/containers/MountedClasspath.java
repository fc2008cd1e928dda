package dev.holdfast.env.containers;

import dev.holdfast.env.containers.ContainerSpec.Mounted;
import dev.holdfast.env.node.Jvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * This JVM's class path inside a container, in its order.
 *
 * <p>What lies in a Maven repository is seen by way of the repository, because a hundred mounts a
 * container take a second or two; the rest one by one, each below a folder of its own: names may be
 * alike.
 *
 * @param mounts what the container has to see of this machine
 * @param jvm how a JVM in the container uses it
 */
record MountedClasspath(List<Mounted> mounts, Jvm jvm) {
    private static final String REPOSITORY = "/repository";

    /** A jar's place in a repository: .../artifact/version/artifact-version.jar. */
    private static final Pattern IN_REPOSITORY =
            Pattern.compile(".*/([^/]+)/([^/]+)/\\1-\\2[^/]*\\.jar");

    /**
     * With these entries behind it.
     *
     * @param further a user's jars
     */
    static MountedClasspath with(List<Path> further) {
        String own = System.getProperty("java.class.path", "");
        return of(
                Stream.concat(
                                Stream.of(own.split(Pattern.quote(File.pathSeparator), -1))
                                        .filter(entry -> !entry.isEmpty())
                                        .map(Path::of),
                                further.stream())
                        .filter(Files::exists)
                        .map(entry -> entry.toAbsolutePath().normalize())
                        .toList(),
                Path.of(System.getProperty("user.home", "")));
    }

    /**
     * These entries.
     *
     * @param home whose folder, and those above it, no container sees as a whole
     */
    static MountedClasspath of(List<Path> entries, Path home) {
        List<Mounted> mounts = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Optional<Path> repository =
                repository(entries).filter(folder -> !home.toAbsolutePath().startsWith(folder));
        repository.ifPresent(folder -> mounts.add(new Mounted(folder, REPOSITORY, false)));
        for (Path entry : entries) {
            if (repository.isPresent() && isInRepository(entry)) {
                seen.add(REPOSITORY + "/" + repository.get().relativize(entry));
            } else {
                String there = "/classpath/" + mounts.size() + "/" + entry.getFileName();
                mounts.add(new Mounted(entry, there, false));
                seen.add(there);
            }
        }
        return new MountedClasspath(List.copyOf(mounts), new Jvm("java", String.join(":", seen)));
    }

    private static boolean isInRepository(Path entry) {
        return IN_REPOSITORY.matcher(entry.toString()).matches();
    }

    /** The folder that all of them have in common, at least two levels deep. */
    private static Optional<Path> repository(List<Path> entries) {
        return entries.stream()
                .filter(MountedClasspath::isInRepository)
                .map(Path::getParent)
                .reduce(MountedClasspath::common)
                .filter(folder -> folder.getNameCount() >= 2);
    }

    /** What both are below; both are absolute. */
    private static Path common(Path one, Path other) {
        int names = 0;
        while (names < Math.min(one.getNameCount(), other.getNameCount())
                && one.getName(names).equals(other.getName(names))) {
            names++;
        }
        Path root = Path.of("/");
        return names == 0 ? root : root.resolve(one.subpath(0, names));
    }
}
