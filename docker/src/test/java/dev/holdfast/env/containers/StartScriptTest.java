package dev.holdfast.env.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.holdfast.env.node.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartScriptTest {
    @TempDir Path folder;

    private int run(Launch launch) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("start.sh"), StartScript.of(launch));
        return new ProcessBuilder("sh", script.toString())
                .directory(folder.toFile())
                .start()
                .waitFor();
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void wordsAndVariablesArriveAsTheyAre() throws Exception {
        String odd = "it's \"odd\" $HOME; `id` \\";
        Launch launch =
                new Launch(
                        List.of(List.of("echo", "before")),
                        List.of("sh", "-c", "echo \"$1$ODD\"; echo oops >&2", "sh", odd),
                        Map.of("ODD", odd),
                        "out",
                        "log");
        assertEquals(0, run(launch));
        assertEquals(odd + odd + "\n", text("out"));
        assertEquals("before\noops\n", text("log"));
    }

    @Test
    void nothingStartsAfterAFailure() throws Exception {
        Launch launch =
                Launch.of(List.of("echo", "started"), "log")
                        .after(List.of(List.of("sh", "-c", "echo no room; exit 3")));
        assertNotEquals(0, run(launch));
        assertEquals("no room\n", text("log"));
    }
}
