package dev.holdfast.impl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.catalogue.Specimen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows what compiles and exists. */
class ReadmeTest {

    @Test
    void showsTheLockThatIsTested() throws IOException {
        String code = Files.readString(Path.of("src/test/java/com/acme/MyLock.java"));
        assertTrue(
                readme().contains("<!-- com/acme/MyLock.java -->\n```java\n" + code + "```\n"),
                "copy src/test/java/com/acme/MyLock.java into README.md");
    }

    @Test
    void namesEverySpecimen() throws IOException {
        for (Specimen<?> specimen : Catalogue.broken()) {
            assertTrue(
                    readme().contains("`" + specimen.system().name() + "`"),
                    specimen.system().name());
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
