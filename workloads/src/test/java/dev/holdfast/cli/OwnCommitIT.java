package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A commit protocol of somebody else's, compiled against the impl jar alone and run by its class
 * name, and what such a one can do wrong: it is told as its fault, and nothing of ours ends.
 */
class OwnCommitIT {
    private static final Path SOURCE = Path.of("src/test/resources/own-commit/MyCommit.java");

    /** What stands in the class, by its name. */
    private static final Map<String, String> ODD =
            Map.of(
                    "ThrowsAtTheStart",
                    "public CommitNode start(CommitSite site) {"
                            + " throw new IllegalStateException(\"no luck\"); }",
                    "StartsNothing",
                    "public CommitNode start(CommitSite site) { return null; }",
                    "HearsNoNo",
                    "protected boolean isYes(boolean vote) { return true; }",
                    "AnswersNull",
                    "protected Answer told(Payment p, Answer a) { return null; }",
                    "Throws",
                    "protected Answer told(Payment p, Answer a) {"
                            + " throw new IllegalStateException(\"no luck\"); }",
                    "NeverAnswers",
                    "protected Answer told(Payment p, Answer a) throws InterruptedException {"
                            + " Thread.sleep(600_000); return a; }",
                    "AnswersTwice",
                    "private final java.util.Set<String> once ="
                            + " java.util.concurrent.ConcurrentHashMap.newKeySet();"
                            + " protected Answer told(Payment p, Answer a) {"
                            + " return once.add(p.id()) ? a : Answer.aborted(\"enough\"); }",
                    "SaysNothing",
                    "protected Statement said(Statement s) { return null; }",
                    "LosesMoney",
                    "protected Statement said(Statement s) { return new Statement("
                            + "s.balances(), java.util.List.of(), s.inDoubt()); }");

    @TempDir static Path folder;
    private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        List<String> sources =
                new ArrayList<>(List.of("-proc:none", "-d", classes + "", SOURCE + ""));
        for (Map.Entry<String, String> odd : ODD.entrySet()) {
            Path source = folder.resolve(odd.getKey() + ".java");
            Files.writeString(
                    source,
                    "package com.acme; import dev.holdfast.impl.commit.*; public class %s extends MyCommit { %s }"
                            .formatted(odd.getKey(), odd.getValue()));
            sources.add(source.toString());
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, sources.toArray(String[]::new));
        assertEquals(0, status, "it does not compile");
    }

    private static Ran test(String name, String... more) {
        List<String> args =
                Stream.concat(
                                Stream.of(
                                        "test",
                                        "--subject",
                                        "com.acme." + name,
                                        "--classpath",
                                        classes.toString(),
                                        "--store",
                                        folder.resolve("store").toString(),
                                        "--env",
                                        "processes",
                                        "--seed",
                                        "3"),
                                Stream.of(more))
                        .toList();
        Ran ran = Ran.holdfast(args.toArray(String[]::new));
        assertFalse((ran.out() + ran.err()).contains("crashed"), ran.toString());
        return ran;
    }

    @Test
    void itRunsAndKeepsItsWord() {
        Ran ran = test("MyCommit", "--faults", "none", "--time-limit", "6s");
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
    }

    @Test
    void oneThatCommitsAgainstAVoteIsFoundOut() {
        Ran ran = test("HearsNoNo", "--faults", "none", "--time-limit", "6s");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("invalid validity"), ran.out());
        assertTrue(ran.out().contains("--subject com.acme.HearsNoNo --classpath "), ran.out());
    }

    @Test
    void oneThatDoesNotStartIsOneLine() {
        for (String name : List.of("ThrowsAtTheStart", "StartsNothing")) {
            Ran ran = test(name, "--quiet", "--faults", "none");
            assertEquals(ExitCode.CRASH, ran.exit(), ran.toString());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains(name.startsWith("T") ? "no luck" : "null"), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AnswersNull", "Throws", "NeverAnswers"})
    void oneOfWhichNobodyHearsIsNotValid(String name) {
        Ran ran = test(name, "--faults", "none", "--time-limit", "4s");
        assertEquals(ExitCode.UNKNOWN, ran.exit(), ran.toString());
        assertTrue(
                ran.out().contains("payments that were carried out that succeeded: 0 of 10"),
                ran.out());
    }

    @Test
    void oneThatDoesNotSayWhatItKeepsIsFoundOut() {
        Ran ran = test("SaysNothing", "--faults", "none", "--time-limit", "4s");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("invalid termination"), ran.out());
        assertTrue(ran.out().contains("statement() returned null"), ran.out());
    }

    @Test
    void oneThatTakesItsAnswerBackIsFoundOut() {
        Ran ran = test("AnswersTwice", "--faults", "none", "--time-limit", "6s");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("agreement"), ran.out());
    }

    @Test
    void oneWhoseMoneyIsNowhereIsFoundOut() {
        Ran ran = test("LosesMoney", "--faults", "none", "--time-limit", "6s");
        assertEquals(ExitCode.INVALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("money"), ran.out());
    }
}
