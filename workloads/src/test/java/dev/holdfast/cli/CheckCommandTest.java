package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.checker.io.EdnText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code check}, {@code models}, {@code convert} and the grid of {@code bench}, as users call them.
 */
class CheckCommandTest {
    @TempDir Path folder;
    private Path good = Path.of("");
    private Path bad = Path.of("");

    @BeforeEach
    void writeHistories() throws IOException {
        good =
                write(
                        "good.edn",
                        "{:process 0, :type :invoke, :f :write, :value 1}",
                        "{:process 0, :type :ok, :f :write, :value 1}",
                        "{:process 1, :type :invoke, :f :cas, :value [5 6]}",
                        "{:process 1, :type :fail, :f :cas, :value [5 6]}",
                        "{:process 1, :type :invoke, :f :read, :value nil}",
                        "{:process 1, :type :ok, :f :read, :value 1}");
        bad =
                write(
                        "bad.edn",
                        "{:process 0, :type :invoke, :f :write, :value 1}",
                        "{:process 0, :type :ok, :f :write, :value 1}",
                        "{:process 1, :type :invoke, :f :read, :value nil}",
                        "{:process 1, :type :ok, :f :read, :value 2}");
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), java.util.List.of(lines));
    }

    private static Ran check(Path file, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "check";
        args[1] = file.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Ran.holdfast(args);
    }

    @Test
    void manyFilesGetALineEachAndTheWorstExitCode() {
        Ran ran = check(good, bad.toString(), "--model", "cas-register");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertEquals(2, ran.out().lines().count(), ran.out());
        assertTrue(ran.out().startsWith(good + ": valid (2 operations"), ran.out());
        assertTrue(ran.out().contains(bad + ": invalid ("), ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void aFileThatIsNoHistoryDoesNotHideTheOthers() throws IOException {
        Path broken = write("broken.edn", "{:process 0, :type :perhaps, :f :write}");
        Ran ran = check(broken, good.toString(), "--model", "cas-register");
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("broken.edn"), ran.err());
        assertTrue(ran.out().startsWith(good + ": valid"), ran.out());
    }

    @Test
    void oneInvalidFileIsExplained() {
        Ran ran = check(bad, "--model", "register");
        assertTrue(ran.out().lines().count() > 1, ran.out());
        assertTrue(ran.out().contains("read 2"), ran.out());
        assertEquals(1, check(bad, "--model", "register", "--quiet").out().lines().count());
    }

    @Test
    void theSemanticsAreOptionsAndTheVerdictPrintsThem() throws IOException {
        assertTrue(check(good, "-m", "cas-register").out().contains("fails lenient"));
        assertTrue(check(good, "-m", "cas-register").out().contains("nil reads match anything"));
        assertEquals(ExitCode.VALID, check(good, "-m", "cas-register", "--fails=strict").exit());
        Path refused =
                write(
                        "refused.edn",
                        "{:process 1, :type :invoke, :f :cas, :value [0 6]}",
                        "{:process 1, :type :fail, :f :cas, :value [0 6]}",
                        "{:process 1, :type :invoke, :f :read}",
                        "{:process 1, :type :ok, :f :read}");
        String[] options = {"-m", "cas-register", "--init", "0"};
        assertEquals(ExitCode.VALID, check(refused, options).exit());
        Ran strict = check(refused, "-m", "cas-register", "--init", "0", "--fails", "strict");
        assertEquals(ExitCode.INVALID, strict.exit(), strict.toString());
        assertEquals(
                ExitCode.INVALID,
                check(bad, "-m", "register", "--init", "2", "--nil-reads", "initial").exit());
    }

    @Test
    void jsonAndEdnAreOneLineEachForPrograms() throws IOException {
        String out = check(bad, "-m", "register", "--format", "json").out();
        assertEquals(1, out.lines().count(), out);
        JsonNode json = new ObjectMapper().readTree(out);
        assertEquals("invalid", json.get("verdict").asText());
        assertEquals("not-linearizable", json.get("evidence").get("kind").asText());
        assertTrue(json.get("evidence").get("ops").size() >= 2, out);
        Map<?, ?> edn =
                (Map<?, ?>) EdnText.read(check(bad, "-m", "register", "--format=edn").out());
        assertEquals("invalid", edn.get("verdict"));
    }

    @Test
    void everyEngineThatCanGivesTheSameVerdict() {
        for (String engine : new String[] {"auto", "exact", "cegar", "competition"}) {
            assertEquals(
                    ExitCode.VALID, check(good, "-m", "cas-register", "--engine", engine).exit());
            assertEquals(
                    ExitCode.INVALID, check(bad, "-m", "cas-register", "--engine", engine).exit());
        }
        assertEquals(ExitCode.VALID, check(good, "-m", "cas-register", "--cross-check").exit());
    }

    @Test
    void independentKeysAreJudgedApart() throws IOException {
        Path keyed =
                write(
                        "keyed.edn",
                        "{:process 0, :type :invoke, :f :write, :value [:a 1]}",
                        "{:process 0, :type :ok, :f :write, :value [:a 1]}",
                        "{:process 0, :type :invoke, :f :read, :value [:b nil]}",
                        "{:process 0, :type :ok, :f :read, :value [:b 0]}");
        String[] options = {"-m", "register", "--init", "0", "--independent"};
        assertTrue(
                check(keyed, options).out().contains("on 2 objects"), check(keyed, options).out());
        Path wrong = folder.resolve("wrong.edn");
        Files.writeString(wrong, Files.readString(keyed).replace("[:b 0]", "[:b 1]"));
        assertEquals(ExitCode.INVALID, check(wrong, options).exit());
    }

    @Test
    void anOwnerAwareMutexIsDecidedFromDisk() throws IOException {
        Path held =
                write(
                        "held.edn",
                        "{:process 0, :type :invoke, :f :acquire}",
                        "{:process 0, :type :ok, :f :acquire}",
                        "{:process 1, :type :invoke, :f :acquire}",
                        "{:process 1, :type :ok, :f :acquire}");
        Ran ran = check(held, "-m", "owner-mutex", "--stream");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertEquals(ExitCode.BAD_ARGUMENTS, check(held, "-m", "mutex", "--stream").exit());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m cas-registr | unknown model 'cas-registr'; known, nearest first: cas-register",
                "-m mutex | unknown functions cas, read, write; model mutex knows acquire, release",
                "-m register --engine fast | unknown engine fast; known: auto",
                "-m register --engine knossos:fast | unknown algorithm fast",
                "-m register --init (1 | is not one value in EDN",
                "-m register --limit 0s | --limit must be more than 0",
                "-m register --memory 3x | is not an amount of memory such as 512m or 2g",
                "-m register --classpath x.jar | --classpath is for a --model that is a class",
                "-m com.acme.Nothing | model class com.acme.Nothing is not on --classpath",
                "-m java.lang.String | model class java.lang.String is not a",
                "-m register --fails maybe | --fails",
                "-m semaphore --at-most -1 | --at-most must be 1 or more"
            })
    void badOptionsAreOneLineAnd254(String options, String expected) {
        Ran ran = check(good, options.strip().split(" "));
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains(expected), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void functionsThatTheModelDoesNotKnowCanBeIgnored() {
        Ran ran = check(good, "-m", "register", "--ignore", "cas");
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
    }

    @Test
    void knossosWithoutItsJarsSaysHowToGetThem() {
        Ran ran = check(good, "-m", "register", "--engine", "knossos");
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains("--knossos-classpath"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void aModelOfOnesOwnIsOneClass() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "src/test/resources/own-model/Turnstile.java");
        assertEquals(0, status);
        Path through =
                write(
                        "through.edn",
                        "{:process 0, :type :invoke, :f :coin}",
                        "{:process 0, :type :ok, :f :coin}",
                        "{:process 0, :type :invoke, :f :push}",
                        "{:process 0, :type :ok, :f :push}");
        String[] options = {"-m", "com.acme.Turnstile", "--classpath", classes.toString()};
        assertEquals(ExitCode.VALID, check(through, options).exit());
        Path forced = folder.resolve("forced.edn");
        Files.write(forced, Files.readAllLines(through).subList(2, 4));
        Ran ran = check(forced, options);
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("it is locked"), ran.out());
    }

    @Test
    void aHistoryGoesFromOneFormToAnotherAndBack() throws IOException {
        Path json = folder.resolve("h.jsonl.gz");
        assertEquals(0, Ran.holdfast("convert", good.toString(), json.toString()).exit());
        Path edn = folder.resolve("h.edn");
        assertEquals(0, Ran.holdfast("convert", json.toString(), edn.toString()).exit());
        assertEquals(ExitCode.VALID, check(edn, "-m", "cas-register").exit());
        Ran onto = Ran.holdfast("convert", edn.toString(), edn.toString());
        assertEquals(ExitCode.BAD_ARGUMENTS, onto.exit(), onto.toString());
        assertFalse(Files.readString(edn).isEmpty());
        assertEquals(
                ExitCode.BAD_ARGUMENTS,
                Ran.holdfast("convert", edn.toString(), folder + "/h.xml").exit());
    }

    @Test
    void theModelsAreListed() {
        String out = Ran.holdfast("models").out();
        for (String name : new String[] {"cas-register", "fifo-queue", "belief", "competition"}) {
            assertTrue(out.contains(name), name);
        }
    }

    @Test
    void theGridIsDecidedRightly() {
        Ran ran =
                Ran.holdfast(
                        "bench",
                        "--model",
                        "register,mutex",
                        "--ops",
                        "100",
                        "--clients",
                        "3",
                        "--info",
                        "0,0.05",
                        "--rounds",
                        "1");
        assertEquals(0, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("12 of 12 verdicts definite and right, 0 wrong"), ran.out());
        Ran json =
                Ran.holdfast(
                        "bench",
                        "--model",
                        "counter",
                        "--ops",
                        "50",
                        "--clients",
                        "3",
                        "--info",
                        "0",
                        "--kind",
                        "valid",
                        "--json");
        assertEquals(1, json.out().lines().count(), json.out());
    }
}
