package dev.holdfast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what the code is. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    /** The block behind a marker, up to the end of its fence. */
    private static String snippet(String marker) throws IOException {
        String text = readme();
        int start = text.indexOf("<!-- " + marker + " -->");
        assertTrue(start >= 0, "no marker " + marker);
        int open = text.indexOf("```java\n", start) + "```java\n".length();
        return text.substring(open, text.indexOf("```", open));
    }

    @Test
    void theOwnLockIsTheOneThatIsTested() throws IOException {
        String file = "workloads/src/test/resources/own-lock/MyLock.java";
        assertEquals(Files.readString(ROOT.resolve(file)), snippet(file));
    }

    @Test
    void theTwoCommandsStandAtTheTop() throws IOException {
        assertEquals(
                """
                # Holdfast

                ```
                ./holdfast test --subject redis-seed --workload lock --faults pause --time-limit 30s
                mvn -B verify
                ```
                """,
                readme().lines().limit(6).reduce("", (a, b) -> a + b + "\n"));
    }
}
