package dev.holdfast.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each snippet of the README stands, word for word, in a test that compiles and runs. */
class ReadmeTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern SNIPPET =
            Pattern.compile("```java\n([^`]*)```\\s*\\(from `(\\w+)`, tag `(\\w+)`");

    @Test
    void everySnippetIsFromATest() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        List<MatchResult> snippets = SNIPPET.matcher(readme).results().toList();
        long blocks =
                Pattern.compile("^```java", Pattern.MULTILINE).matcher(readme).results().count();
        assertTrue(blocks > 0);
        assertEquals(blocks, snippets.size(), "snippets that say where they are from");
        for (MatchResult snippet : snippets) {
            assertEquals(tagged(snippet.group(2), snippet.group(3)), stripped(snippet.group(1)));
        }
    }

    private static String tagged(String test, String tag) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Path file = files.filter(f -> f.endsWith(test + ".java")).findFirst().orElseThrow();
            String source = Files.readString(file);
            String begin = "// tag::" + tag + "\n";
            return stripped(
                    source.substring(
                            source.indexOf(begin) + begin.length(),
                            source.indexOf("// end::" + tag)));
        }
    }

    private static String stripped(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
