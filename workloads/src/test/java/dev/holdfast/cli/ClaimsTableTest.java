package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTableTest {
    @TempDir Path empty;

    @Test
    void theReadmeShowsTheClaimsOfTheCatalogue() throws IOException {
        Path readme = Path.of("").toAbsolutePath().getParent().resolve("README.md");
        String marker = "<!-- holdfast list --matrix -->\n";
        String expected = marker + Ran.holdfast("list", "--matrix", "--store", empty + "").out();
        // What was measured stands behind the claims, and is nobody's promise.
        String claims =
                Files.readString(readme).replaceAll(ClaimsTable.SEPARATOR + "[^|\\n]*? \\|", " |");
        assertTrue(
                claims.contains(expected),
                "README.md must have, behind its marker, the output of holdfast list --matrix");
    }
}
