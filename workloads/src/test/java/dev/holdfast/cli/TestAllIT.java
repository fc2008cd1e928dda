package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.run.IndexEntry;
import dev.holdfast.run.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whole suites on real servers: they go on over failures, and are taken up again. */
class TestAllIT {
    @TempDir Path folder;

    private Path store() {
        return folder.resolve("store");
    }

    private List<IndexEntry> index() {
        try {
            return new Store(store()).index().read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path suite(String text) throws IOException {
        return Files.writeString(folder.resolve("tiny.yaml"), text);
    }

    private Ran testAll(Path suite, String... more) {
        String[] args =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "test-all", "--suite", suite + "", "--store", store() + ""),
                                java.util.stream.Stream.of(more))
                        .toArray(String[]::new);
        return Ran.holdfast(args);
    }

    private Element junit() throws Exception {
        Path file = store().resolve("suites/tiny/latest/junit.xml");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    /** As build servers count: what the attributes say is what is there. */
    private static int count(Element junit, String element) {
        int counted = 0;
        NodeList suites = junit.getElementsByTagName("testsuite");
        for (int i = 0; i < suites.getLength(); i++) {
            Element suite = (Element) suites.item(i);
            int said = Integer.parseInt(suite.getAttribute(element + "s"));
            assertEquals(suite.getElementsByTagName(element).getLength(), said);
            assertEquals(
                    suite.getElementsByTagName("testcase").getLength(),
                    Integer.parseInt(suite.getAttribute("tests")));
            counted += said;
        }
        return counted;
    }

    @Test
    void aSuiteGoesOnOverAFailureWhichResumeTriesAgain() throws Exception {
        Path suite =
                suite(
                        """
                        defaults: {faults: none, time-limit: 4s, env: processes}
                        cells:
                          - {subjects: redis-watchdog, seeds: 2}
                          - {subjects: redis-cas, expect: valid}
                          - {subjects: redis-token, expect: invalid}
                        """);
        // Where the first run wants its folder there is a file.
        Files.createDirectories(store());
        Path obstacle = Files.writeString(store().resolve("redis-watchdog-lock-none"), "");

        Ran ran = testAll(suite);
        assertEquals(ExitCode.CRASH, ran.exit(), ran.toString());
        assertTrue(
                ran.out().contains("1 as expected, 1 surprising, 0 unknown, 1 failed"), ran.out());
        assertTrue(
                ran.out().contains("| `redis-token` | none | kept | 1 valid | 0 | 1 | 0 | 0 |"),
                ran.out());
        assertEquals(
                List.of("valid", "valid", "failed"),
                index().stream().map(IndexEntry::verdict).toList(),
                "the lower seeds come first");
        assertEquals(3, junit().getElementsByTagName("testsuite").getLength());
        assertEquals(1, count(junit(), "error"));
        assertEquals(0, count(junit(), "failure"));

        Files.delete(obstacle);
        Ran again = testAll(suite, "--resume", "--expect");
        assertEquals(ExitCode.INVALID, again.exit(), again.toString());
        assertTrue(again.out().contains("2 as expected, 1 surprising"), again.out());
        assertTrue(again.err().contains("3 cells, 2 done already"), again.err());
        assertEquals(4, index().size(), "only what had failed is run again");
        assertEquals("redis-watchdog", index().get(3).subject());
        assertEquals("as expected", index().get(3).more().get("outcome"));
        assertEquals(0, count(junit(), "error"));
        assertEquals(1, count(junit(), "failure"));

        Files.writeString(suite, Files.readString(suite).replace("4s", "5s"));
        Ran changed = testAll(suite, "--resume");
        assertEquals(ExitCode.BAD_ARGUMENTS, changed.exit(), changed.toString());
        assertTrue(changed.err().contains("is not what it was"), changed.err());

        String matrix = Ran.holdfast("list", "--matrix", "--store", store() + "").out();
        assertTrue(matrix.contains("| `redis-cas` | resource | kept · 1 valid | kept |"), matrix);
    }

    private Process start(Path suite) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.holdfast.cli.Main",
                        "test-all",
                        "--suite",
                        suite.toString(),
                        "--store",
                        store().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain for " + what);
            Thread.sleep(20);
        }
    }

    /** In the second of two cells, the first of which is done. */
    private Process inTheSecondCell(Path suite) throws Exception {
        Process runner = start(suite);
        until("a first result", () -> !index().isEmpty());
        Path second = store().resolve("redis-token-lock-none/latest/history.jsonl");
        until("a second load", () -> Files.exists(second));
        return runner;
    }

    private Path twoCells() throws IOException {
        return suite(
                """
                defaults: {faults: none, time-limit: 4s, env: processes}
                cells:
                  - {subjects: redis-cas}
                  - {subjects: redis-token}
                """);
    }

    @Test
    void runsAtOnceLogIntoFoldersOfTheirOwn() throws Exception {
        Ran ran = testAll(twoCells(), "--parallel", "2");
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
        for (String subject : List.of("redis-cas", "redis-token")) {
            Path run = store().resolve(subject + "-lock-none/latest");
            List<String> lines =
                    Files.readAllLines(run.resolve("holdfast.log")).stream()
                            .filter(line -> line.contains(" subject "))
                            .toList();
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(lines.get(0).contains("subject " + subject + " "), lines.toString());
        }
    }

    private void assertTakenUp(Path suite, IndexEntry first) {
        Ran ran = testAll(suite, "--resume");
        assertEquals(ExitCode.VALID, ran.exit(), ran.toString());
        assertTrue(ran.out().contains("2 as expected, 0 surprising"), ran.out());
        assertEquals(2, index().size());
        assertEquals(first, index().get(0));
    }

    @Test
    void aSuiteThatIsKilledIsTakenUpWhereItWas() throws Exception {
        Path suite = twoCells();
        Process runner = inTheSecondCell(suite);
        runner.destroyForcibly();
        assertTrue(runner.waitFor(10, TimeUnit.SECONDS));
        assertTakenUp(suite, index().get(0));
    }

    @Test
    void aSuiteThatIsInterruptedEndsTidilyAndSaysHowToGoOn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        Path suite = twoCells();
        Process runner = inTheSecondCell(suite);
        List<ProcessHandle> children = runner.descendants().toList();
        assertFalse(children.isEmpty());
        new ProcessBuilder("/bin/kill", "-TERM", Long.toString(runner.pid())).start().waitFor();
        assertTrue(runner.waitFor(30, TimeUnit.SECONDS), "did not end within 30 s");
        assertEquals(List.of(), children.stream().filter(ProcessHandle::isAlive).toList());
        String said = Files.readString(folder.resolve("out"));
        assertTrue(said.contains("1 of 2 cells stand"), said);
        assertTrue(said.contains("holdfast test-all --resume --suite " + suite), said);
        assertEquals(1, junit().getElementsByTagName("testsuite").getLength());
        assertTakenUp(suite, index().get(0));
    }
}
