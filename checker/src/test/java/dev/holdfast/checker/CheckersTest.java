package dev.holdfast.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.verdict.CheckResult;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue, and what every checker in it must do. */
class CheckersTest {
    private static final History EMPTY = History.of(List.of());
    private static final History IRRELEVANT =
            History.of(
                    List.of(
                            new Op(0, 1, 0, OpType.INVOKE, "noise", null, null),
                            new Op(1, 2, 0, OpType.OK, "noise", null, null)));

    @Test
    void nothingSeenIsUnknownAndNeverValid() {
        for (Checker c : PartCheckers.all()) {
            assertInstanceOf(Verdict.Unknown.class, c.check(EMPTY), c.name());
            assertInstanceOf(Verdict.Unknown.class, c.check(IRRELEVANT), c.name());
        }
        Checker service = Checkers.find("service");
        assertEquals(new Verdict.Unknown("no acquire succeeded"), service.check(EMPTY));
        assertEquals(
                new Verdict.Unknown("no write succeeded"), Checkers.find("resource").check(EMPTY));
    }

    @Test
    void namesAreUniqueAndFound() {
        assertEquals(
                Checkers.all().size(),
                Checkers.all().stream().map(Checker::name).distinct().count());
        assertEquals(
                Models.all().size(), Models.all().stream().map(m -> m.name()).distinct().count());
        for (Checker c : Checkers.all()) {
            assertEquals(c, Checkers.find(c.name()));
            assertTrue(c.promise().endsWith("."), c.promise());
        }
    }

    @Test
    void anUnknownNameListsTheKnownOnesNearestFirst() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Checkers.find("beleif"));
        assertTrue(
                e.getMessage().startsWith("unknown checker beleif; known: belief, "),
                e.getMessage());
    }

    private record Crashing(Error error) implements Checker {
        @Override
        public String name() {
            return "crashing";
        }

        @Override
        public String promise() {
            return "None.";
        }

        @Override
        public Verdict check(History history) {
            throw error;
        }
    }

    @Test
    void aCrashedCheckerIsUnknown() {
        for (Error e : List.of(new StackOverflowError(), new OutOfMemoryError("heap"))) {
            CheckResult result = Checkers.run(new Crashing(e), EMPTY);
            Verdict.Unknown unknown = assertInstanceOf(Verdict.Unknown.class, result.verdict());
            assertTrue(unknown.reason().contains(e.getClass().getSimpleName()), unknown.reason());
            assertTrue(!result.took().isNegative());
        }
    }

    @Test
    void theThreeQuestionsComeFirst() {
        assertEquals(
                List.of("service", "belief", "resource"),
                Checkers.ofLock().stream().map(Checker::name).toList());
    }

    @Test
    void hostileNamesAreHarmlessInProofs() {
        String hostile = "x\u0007\n\u202e<script>" + "y".repeat(500);
        List<Op> ops = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            Map<String, Object> value = Map.of("lock", hostile, "agent", hostile);
            ops.add(new Op(ops.size(), ops.size(), p, OpType.INVOKE, "acquire", value, null));
            ops.add(new Op(ops.size(), ops.size(), p, OpType.OK, "acquire", value, null));
        }
        ops.add(new Op(4, 4, 0, OpType.INVOKE, "release", Map.of("lock", hostile), null));
        History h = History.of(ops);
        for (String name : List.of("service", "belief")) {
            Evidence e =
                    assertInstanceOf(Verdict.Invalid.class, Checkers.find(name).check(h))
                            .evidence();
            for (String text : List.of(e.summary(), e.argument())) {
                assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
                assertTrue(text.codePoints().noneMatch(c -> c == 0x202e), text);
                assertTrue(text.length() < 800, text);
            }
        }
    }

    @Test
    void theWatchOverBeliefSpeaksWhenTheFirstHolderAnswersAgain() throws IOException {
        History h =
                HistoryFiles.read(
                                Path.of(
                                        "src/test/resources/histories/belief/invalid/pause-beyond-lease.jsonl"))
                        .history();
        OnlineChecker watch = Checkers.watchBelief();
        List<Integer> accused = new ArrayList<>();
        for (Op op : h.ops()) {
            Optional<Evidence> e = watch.observe(op);
            e.ifPresent(x -> accused.add(op.index()));
        }
        assertEquals(List.of(9), accused, "the ok of the late release");
        FaultWindow pause = h.faultWindows().get(0);
        assertEquals("agent-0", pause.target());
        assertEquals(1, new BeliefChecker().violations(h).size());
    }

    @Test
    void theWatchOverTheServiceIsSilentAboutLeases() throws IOException {
        Path root = Path.of("src/test/resources/histories");
        History plain =
                HistoryFiles.read(root.resolve("mutex/invalid/granted-while-held.edn")).history();
        History leased =
                HistoryFiles.read(root.resolve("belief/invalid/pause-beyond-lease.jsonl"))
                        .history();
        assertEquals(List.of(3), accusations(Checkers.watchService(), plain));
        assertEquals(List.of(), accusations(Checkers.watchService(), leased));
    }

    private static List<Integer> accusations(OnlineChecker watch, History h) {
        return h.ops().stream().filter(op -> watch.observe(op).isPresent()).map(Op::index).toList();
    }

    @Test
    void readmeUsage() throws IOException {
        Path file = Path.of("src/test/resources/histories/belief/invalid/pause-beyond-lease.jsonl");
        // tag::usage
        History history = HistoryFiles.read(file).history();
        CheckResult result = Checkers.run(Checkers.find("belief"), history);
        String word = result.verdict().word(); // valid, invalid or unknown
        // end::usage
        assertEquals("invalid", word);
    }

    @Test
    void theReadmeShowsThisVeryUsage() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/dev/holdfast/checker/CheckersTest.java"));
        String usage =
                source.substring(
                                source.indexOf("// tag::usage") + 13,
                                source.indexOf("// end::usage"))
                        .stripIndent()
                        .strip();
        String shown = usage.lines().map(String::strip).collect(Collectors.joining("\n"));
        assertTrue(Files.readString(Path.of("README.md")).contains(shown), shown);
    }
}
