package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lock of somebody else's, compiled against the impl jar alone and run by its class name; the
 * source is the README's.
 */
class OwnLockIT {
    private static final Path SOURCE = Path.of("src/test/resources/own-lock/MyLock.java");

    @TempDir static Path folder;
    private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        Path broken = folder.resolve("Broken.java");
        Files.writeString(
                broken,
                "package com.acme; public class Broken implements dev.holdfast.impl.lock.LockSystem {"
                        + " public Broken() { throw new IllegalStateException(\"no luck\"); }"
                        + " public String name() { return \"x\"; }"
                        + " public String summary() { return \"x\"; }"
                        + " public dev.holdfast.impl.lock.LockClient connect("
                        + "dev.holdfast.impl.topology.Endpoints e,"
                        + " dev.holdfast.impl.lock.LockOptions o) { return null; } }");
        Path other = folder.resolve("Other.java");
        Files.writeString(other, "package com.acme; public class Other {}");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                SOURCE.toString(),
                                broken.toString(),
                                other.toString());
        assertEquals(0, status, "the lock of the README does not compile");
    }

    private static Ran test(String subject, String... more) {
        String[] args = {
            "test",
            "--subject",
            subject,
            "--classpath",
            classes.toString(),
            "--store",
            folder.resolve("store").toString(),
            "--time-limit",
            "15s",
            "--seed",
            "3"
        };
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Ran.holdfast(all);
    }

    @Test
    void itRunsAndItsBreachIsProved() {
        // To its end: whichever promise breaks first, two have held the lock by then.
        Ran ran = test("com.acme.MyLock", "--faults", "pause");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("both held lock"), ran.out());
        assertTrue(ran.out().contains("--subject com.acme.MyLock --classpath "), ran.out());
    }

    @Test
    void aConstructorThatThrowsIsOneLine() {
        Ran ran = test("com.acme.Broken", "--quiet");
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains("no luck"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void aClassThatIsNoLockIsOneLine() {
        Ran ran = test("com.acme.Other", "--quiet");
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains("LockSystem"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }
}
