package dev.holdfast.env.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.env.containers.ContainerSpec.Mounted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountedClasspathTest {
    private static final Path HOME = Path.of("/home/me");
    private static final Path NETTY = Path.of("/home/me/.m2/repository/io/netty/n/1.0/n-1.0.jar");
    private static final Path SLF4J = Path.of("/home/me/.m2/repository/org/s/2.0/s-2.0-alpha.jar");

    private static List<String> mounts(List<Path> entries) {
        return MountedClasspath.of(entries, HOME).mounts().stream()
                .map(Mounted::here)
                .map(Path::toString)
                .toList();
    }

    @Test
    void repositoryIsMountedOnceAndTheOrderIsKept() {
        Path own = Path.of("/home/me/project/target/classes");
        MountedClasspath classpath = MountedClasspath.of(List.of(NETTY, own, SLF4J), HOME);
        assertEquals(
                List.of("/home/me/.m2/repository", "/home/me/project/target/classes"),
                mounts(List.of(NETTY, own, SLF4J)));
        assertEquals(
                "/repository/io/netty/n/1.0/n-1.0.jar:/classpath/1/classes"
                        + ":/repository/org/s/2.0/s-2.0-alpha.jar",
                classpath.jvm().classpath());
    }

    /** Of two repositories the common folder may hold anything. */
    @Test
    void homeIsNeverMounted() {
        Path elsewhere = Path.of("/home/me/other/org/s/2.0/s-2.0.jar");
        assertEquals(
                List.of(NETTY.toString(), elsewhere.toString()), mounts(List.of(NETTY, elsewhere)));
        Path far = Path.of("/opt/repository/org/s/2.0/s-2.0.jar");
        assertEquals(List.of(NETTY.toString(), far.toString()), mounts(List.of(NETTY, far)));
    }

    @Test
    void jarsOfTheSameNameAreToldApart() {
        Path one = Path.of("/a/lock.jar");
        Path two = Path.of("/b/lock.jar");
        assertEquals(
                "/classpath/0/lock.jar:/classpath/1/lock.jar",
                MountedClasspath.of(List.of(one, two), HOME).jvm().classpath());
    }
}
