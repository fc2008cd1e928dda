package dev.holdfast.report.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 4180, section 2. */
class CsvTest {
    @Test
    void quotesWhatNeedsIt() {
        Csv csv =
                new Csv(
                        List.of("a", "b c"),
                        List.of(
                                List.of("1", "-0.5"),
                                List.of("x,y", "say \"no\""),
                                List.of("two\r\nlines", "")));
        assertEquals(
                "a,b c\r\n1,-0.5\r\n\"x,y\",\"say \"\"no\"\"\"\r\n\"two\r\nlines\",\r\n",
                csv.text());
    }

    @Test
    void aRowThatIsTooShortIsNamed() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Csv(List.of("a", "b"), List.of(List.of("1", "2"), List.of("3"))));
        assertEquals("row 1 has 1 fields, not 2", e.getMessage());
    }

    @Test
    void writesWhateverTheTextHolds(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.csv");
        new Csv(List.of("é"), List.of(List.of("half \ud800"))).write(file);
        assertEquals("é\r\nhalf ?\r\n", Files.readString(file));
    }
}
