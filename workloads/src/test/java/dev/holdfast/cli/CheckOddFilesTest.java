package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check} of files that are not what they should be, and names that are worse. */
class CheckOddFilesTest {
    private static final String GOOD =
            """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 1}
            """;

    @TempDir Path folder;

    private static Ran check(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "check";
        all[1] = "--model";
        all[2] = "register";
        System.arraycopy(args, 0, all, 3, args.length);
        return Ran.holdfast(all);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void whatWasNotReadWholeIsNotValid() throws IOException {
        Ran cut = check(file("cut.edn", GOOD + "{:process 1, :type :inv"));
        assertEquals(ExitCode.UNKNOWN, cut.exit(), cut.toString());
        assertTrue(cut.out().contains("unknown (valid as far as it was read, 4 events"), cut.out());
        String wrong = GOOD.replace(":f :read, :value 1", ":f :read, :value 2");
        Ran invalid = check(file("wrong.edn", wrong + "{:process 1, :type :inv"));
        assertEquals(ExitCode.INVALID, invalid.exit(), invalid.toString());
    }

    @Test
    void namesBreakNeitherLinesNorTerminals() throws IOException {
        String good = file("a\n\u001b[31m.edn", GOOD);
        String bad = file("b\n\u001b[31m.edn", "rubbish");
        String none = folder.resolve("c\n\u001b[31m.edn").toString();
        for (String format : List.of("text", "json", "edn")) {
            Ran ran = check(good, bad, none, "--format", format);
            assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
            assertEquals(1, ran.out().lines().count(), ran.out());
            assertEquals(2, ran.err().lines().count(), ran.err());
            assertFalse((ran.out() + ran.err()).contains("\u001b"), ran.toString());
        }
    }

    @Test
    void aFileThatIsMissingDoesNotHideTheOthers() throws IOException {
        Ran ran = check(folder + "/none.edn", "", file("good.edn", GOOD));
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertEquals(2, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("there is no file"), ran.err());
        assertTrue(ran.out().contains("good.edn: valid"), ran.out());
    }

    @Test
    void standardInputIsReadOnce() {
        Ran ran = check("-", "-");
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains("- is given twice"), ran.err());
    }

    @ParameterizedTest
    @CsvSource({"register, write, read, --quiet", "owner-mutex, acquire, release, --stream"})
    void aPipeIsAFile(String model, String first, String second, String option) throws Exception {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0, "needs mkfifo");
        String text = GOOD.replace("process 1", "process 0");
        String events = text.replace(":write", ":" + first).replace(":read", ":" + second);
        FutureTask<Path> writing = new FutureTask<>(() -> Files.writeString(pipe, events));
        new Thread(writing, "writer").start();
        Ran ran = Ran.holdfast("check", "-m", model, option, pipe.toString());
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
        writing.get();
    }

    @Test
    void anInvalidOneSaysWhatItsOperationsWereTakenToMean() throws IOException {
        String wrong = GOOD.replace(":f :read, :value 1", ":f :read, :value 2");
        Ran ran = check(file("wrong.edn", wrong), "--quiet", "--fails", "strict");
        assertTrue(
                ran.out().contains("[fails strict; starts with nil; nil reads match anything]"),
                ran.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutex | --init=3 | --init means nothing for mutex",
                "queue | --nil-reads=initial | --nil-reads means nothing for queue",
                "register | --at-most=3 | --at-most means nothing for register",
                "register | --lease=3s | --lease means nothing for register",
                "counter | --overdraft | --overdraft means nothing for counter",
                "belief | --fails=strict | --fails, --independent and --ignore are for models",
                "belief | --engine=exact | --engine and --cross-check are for models"
            })
    void optionsThatWouldDoNothingAreRefused(String model, String option, String why)
            throws IOException {
        Ran ran = Ran.holdfast("check", file("good.edn", GOOD), "-m", model, option);
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains(why), ran.err());
    }

    @Test
    void aModelThatNeverComesBackIsLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        CheckEngine stuck =
                (history, progress) -> {
                    try {
                        never.await(1, TimeUnit.HOURS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new CheckEngine.Judged(new Verdict.Valid("late"), Map.of());
                };
        CheckEngine watched = new Watched(stuck, Duration.ofMillis(1), Duration.ofMillis(1));
        CheckEngine.Judged judged = watched.judge(History.of(List.of()), Progress.NONE);
        never.countDown();
        assertEquals("unknown", judged.verdict().word());
    }
}
