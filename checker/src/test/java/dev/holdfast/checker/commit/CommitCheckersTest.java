package dev.holdfast.checker.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.bench.CheckerBench;
import dev.holdfast.checker.catalogue.Checkers;
import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.PaymentPlan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import dev.holdfast.checker.verdict.Verdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the questions about atomic commit do with odd histories, and with right ones of any size.
 */
class CommitCheckersTest {
    private static final List<String> NAMES =
            List.of("agreement", "validity", "money", "termination");

    private final List<Op> ops = new ArrayList<>();
    private int processes;

    private Op add(int process, OpType type, String f, @Nullable Object value) {
        String error = type == OpType.FAIL ? "aborted: x" : null;
        Op op = new Op(ops.size(), ops.size() * 1_000_000L, process, type, f, value, error);
        ops.add(op);
        return op;
    }

    private void pay(@Nullable Object id, @Nullable Object legs, OpType outcome) {
        Map<String, Object> value = new HashMap<>();
        value.put("id", id);
        value.put("legs", legs);
        add(processes, OpType.INVOKE, "pay", value);
        add(processes++, outcome, "pay", value);
    }

    private void statement(
            String who, String when, Object balances, Object entries, Object doubts) {
        Map<String, Object> question = Map.of("participant", who, "when", when);
        Map<String, Object> answer = new HashMap<>(question);
        answer.put("balances", balances);
        answer.put("entries", entries);
        answer.put("in-doubt", doubts);
        add(processes, OpType.INVOKE, "statement", question);
        add(processes++, OpType.OK, "statement", answer);
    }

    private void step(Object node, Object n, Object step, Object detail) {
        Map<String, Object> value = new HashMap<>();
        value.put("node", node);
        value.put("life", 1L);
        value.put("n", n);
        value.put("step", step);
        value.put("state", "done");
        value.put("payment", "t");
        value.put("who", node);
        value.put("detail", detail);
        add(Op.NEMESIS, OpType.INFO, "step", value);
    }

    private static List<Object> leg(Object who, Object account, Object amount) {
        return List.of(who, account, amount);
    }

    private void rightHistory() {
        statement("p", "opening", Map.of("a", 5L), List.of(), List.of());
        statement("q", "opening", Map.of("a", 5L), List.of(), List.of());
        pay("t", List.of(leg("p", "a", -2L), leg("q", "a", 2L)), OpType.OK);
        step("p", 1L, "vote-forced", "yes");
        step("q", 1L, "vote-forced", "yes");
        statement("p", "final", Map.of("a", 3L), List.of(leg("t", "a", -2L)), List.of());
        statement("q", "final", Map.of("a", 7L), List.of(leg("t", "a", 2L)), List.of());
    }

    private void fault(String f, String phase, @Nullable String proof) {
        Map<String, Object> value = new HashMap<>();
        value.put("id", "cut-1");
        value.put("kind", "cut");
        value.put("target", "q");
        value.put("phase", phase);
        if (proof != null) {
            value.put("proof", proof);
        }
        add(Op.NEMESIS, OpType.INFO, f, value);
    }

    private Verdict doubtAfter(String startPhase, @Nullable String healed) {
        ops.clear();
        statement("p", "opening", Map.of("a", 5L), List.of(), List.of());
        statement("q", "opening", Map.of("a", 5L), List.of(), List.of());
        pay("t", List.of(leg("p", "a", -2L), leg("q", "a", 2L)), OpType.OK);
        fault("start-cut", "begin", null);
        fault("start-cut", startPhase, "a canary was silent");
        fault("stop-cut", "begin", null);
        fault("stop-cut", "done", healed);
        statement("p", "final", Map.of("a", 3L), List.of(leg("t", "a", -2L)), List.of());
        statement("q", "final", Map.of("a", 5L), List.of(), List.of("t"));
        return Checkers.find("termination").check(History.of(ops));
    }

    @Test
    void whoWaitsForAFaultThatMayStillLastIsNotAccused() {
        assertEquals("invalid", doubtAfter("done", "a canary answered").word());
        assertEquals(
                new Verdict.Unknown("nothing proves that fault cut-1 of event #6 was healed"),
                doubtAfter("done", null));
        assertEquals(
                new Verdict.Unknown("fault cut-1 failed half-way, event #7"),
                doubtAfter("failed", "a canary answered"));
    }

    /** A total that is not what it was would not be believed without a word. */
    @Test
    void whatIsInDoubtIsSaidBesideTheTotal() {
        Verdict unused = doubtAfter("done", "a canary answered");
        assertEquals(
                new Verdict.Valid(
                        "4 statements of 2 participants, the last of them with 8 in all; 10 once t"
                                + " has happened everywhere"),
                Checkers.find("money").check(History.of(ops)));
    }

    private Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        History h = History.of(ops);
        for (String name : NAMES) {
            words.put(name, Checkers.find(name).check(h).word());
        }
        return words;
    }

    private void assertWords(String agreement, String validity, String money, String termination) {
        assertEquals(
                Map.of(
                        "agreement", agreement,
                        "validity", validity,
                        "money", money,
                        "termination", termination),
                words());
    }

    private String unknown(String name) {
        Verdict verdict = Checkers.find(name).check(History.of(ops));
        return assertInstanceOf(Verdict.Unknown.class, verdict, verdict.toString()).reason();
    }

    @Test
    void theFourQuestionsAreInTheCatalogue() {
        assertEquals(NAMES, Checkers.ofCommit().stream().map(Checker::name).toList());
    }

    @Test
    void aRightHistoryIsValid() {
        rightHistory();
        assertWords("valid", "valid", "valid", "valid");
    }

    @Test
    void nothingCommittedIsUnknown() {
        statement("p", "opening", Map.of("a", 5L), List.of(), List.of());
        pay("t", List.of(leg("p", "a", -2L), leg("q", "a", 2L)), OpType.FAIL);
        step("p", 1L, "vote-forced", "no");
        statement("p", "final", Map.of("a", 5L), List.of(), List.of());
        for (String name : NAMES) {
            assertEquals("no payment was committed", unknown(name));
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        pay("t", List.of(leg("p", "a", -2L), leg("q", "a", 2L)), OpType.OK);
        assertEquals("no final statement of p", unknown("money"));
        assertEquals("no final statement of p", unknown("termination"));
        assertEquals("the history has no votes", unknown("validity"));
        statement("p", "final", Map.of("a", 3L), List.of(leg("t", "a", -2L)), List.of());
        statement("q", "final", Map.of("a", 7L), List.of(leg("t", "a", 2L)), List.of());
        assertEquals("no opening statement of p", unknown("money"));
    }

    @Test
    void sumsDoNotOverflow() {
        long max = Long.MAX_VALUE;
        statement("p", "opening", Map.of("a", max, "b", max), List.of(), List.of());
        statement("q", "opening", Map.of("a", max, "b", 0L), List.of(), List.of());
        pay("t", List.of(leg("p", "a", -max), leg("q", "b", max)), OpType.OK);
        statement("p", "final", Map.of("a", 0L, "b", max), List.of(leg("t", "a", -max)), List.of());
        statement("q", "final", Map.of("a", max, "b", max), List.of(leg("t", "b", max)), List.of());
        assertWords("valid", "unknown", "valid", "valid");
    }

    @Test
    void whatWrapsAroundIsFound() {
        long max = Long.MAX_VALUE;
        statement("p", "opening", Map.of("a", max), List.of(), List.of());
        pay("t", List.of(leg("p", "a", 1L), leg("p", "cash", -1L)), OpType.OK);
        List<Object> entries = List.of(leg("t", "a", 1L), leg("t", "cash", -1L));
        Map<String, Object> balances = Map.of("a", Long.MIN_VALUE, "cash", -1L);
        statement("p", "final", balances, entries, List.of());
        List<String> kinds =
                ((MultiChecker) Checkers.find("money"))
                        .violations(History.of(ops)).stream().map(Evidence::kind).toList();
        assertEquals(
                List.of(
                        Kinds.NEGATIVE_BALANCE,
                        Kinds.UNEXPLAINED_BALANCE,
                        Kinds.MONEY_NOT_CONSERVED),
                kinds);
    }

    @Test
    void aPaymentOnItsWayAccusesNobody() {
        rightHistory();
        pay("late", List.of(leg("p", "a", -1L), leg("q", "a", 1L)), OpType.OK);
        assertWords("valid", "valid", "valid", "valid");
    }

    @Test
    void aPaymentWithoutLegsMovesNothing() {
        pay("empty", List.of(), OpType.FAIL);
        rightHistory();
        assertWords("valid", "valid", "valid", "valid");
    }

    @Test
    void refusedOnceAndCommittedIsNoContradiction() {
        statement("p", "opening", Map.of("a", 5L, "b", 0L), List.of(), List.of());
        List<Object> legs = List.of(leg("p", "a", -2L), leg("p", "b", 2L));
        pay("t", legs, OpType.INFO);
        Map<String, Object> again = Map.of("id", "t", "legs", legs);
        add(90, OpType.INVOKE, "pay", again);
        ops.add(
                new Op(
                        ops.size(),
                        ops.size() * 1_000_000L,
                        90,
                        OpType.FAIL,
                        "pay",
                        again,
                        "refused: not connected"));
        List<Object> entries = List.of(leg("t", "a", -2L), leg("t", "b", 2L));
        statement("p", "final", Map.of("a", 3L, "b", 2L), entries, List.of());
        assertWords("valid", "unknown", "valid", "valid");
    }

    @Test
    void valuesOfAnyKindAreNeverValidNorAnException() {
        List<Object> odd =
                new ArrayList<>(
                        Arrays.asList(
                                null,
                                -1L,
                                BigInteger.TEN.pow(30),
                                1.5,
                                "",
                                "x\n\u202e" + "y".repeat(300),
                                List.of(),
                                List.of(1L),
                                Map.of(),
                                Map.of("a", 1.5),
                                List.of(List.of("t", "a")),
                                Collections.nCopies(2000, leg("p", "a", 1L))));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            ops.clear();
            processes = 0;
            rightHistory();
            int hit = random.nextInt(ops.size());
            Op op = ops.get(hit);
            Map<String, Object> value = new HashMap<>();
            ((Map<?, ?>) op.value()).forEach((k, v) -> value.put(String.valueOf(k), v));
            List<String> keys = value.keySet().stream().sorted().toList();
            String key = keys.get(random.nextInt(keys.size()));
            Object with = odd.get(random.nextInt(odd.size()));
            value.put(key, with);
            Object spoilt = random.nextInt(5) == 0 ? with : value;
            ops.set(
                    hit,
                    new Op(hit, op.timeNanos(), op.process(), op.type(), op.f(), spoilt, null));
            History h = History.of(ops);
            for (String name : NAMES) {
                MultiChecker checker = (MultiChecker) Checkers.find(name);
                Verdict verdict = checker.check(h);
                assertEquals(checker.violations(h).isEmpty(), !verdict.word().equals("invalid"));
                if (verdict instanceof Verdict.Invalid invalid) {
                    Evidence e = invalid.evidence();
                    String text = e.summary() + e.argument();
                    assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
                    assertTrue(text.length() < 3000, text);
                }
            }
        }
    }

    @Test
    void aStatementThatCannotBeReadIsUnknown() {
        rightHistory();
        statement("p", "during", Map.of("a", 1.5), List.of(), List.of());
        assertEquals("statement #13 has 1.5 in a, which is no amount of money", unknown("money"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void madeUpHistoriesAreJudgedAsTheirPlanSays(boolean broken) {
        for (int seed = 0; seed < 10; seed++) {
            for (boolean journals : List.of(true, false)) {
                PaymentPlan plan = new PaymentPlan(300, 1 + seed, 0.1, journals, broken);
                for (Checker checker : Checkers.ofCommit()) {
                    assertTrue(CheckerBench.decide(checker, plan, seed, 2).events() > 600);
                }
            }
        }
    }

    @Test
    void everyWrongStepOfARightHistoryIsFound() {
        PaymentPlan plan = new PaymentPlan(30, 4, 0.1, true, false);
        for (int seed = 0; seed < 2; seed++) {
            History h = HistoryGenerator.payments(plan, seed);
            int found = 0;
            for (Op op : h.ops()) {
                if (op.f().equals("step") && "commit".equals(op.string("detail"))) {
                    assertEquals("invalid", judge("agreement", h, op, "detail", "abort"));
                    found++;
                } else if (op.f().equals("step") && "yes".equals(op.string("detail"))) {
                    boolean isCommitted =
                            judge("validity", h, op, "detail", "no").equals("invalid");
                    found += isCommitted ? 1 : 0;
                } else if (op.isOk()
                        && op.get("entries") instanceof List<?> all
                        && !all.isEmpty()) {
                    for (int i = 0; i < all.size(); i++) {
                        List<Object> fewer = new ArrayList<>(all);
                        fewer.remove(i);
                        assertEquals("invalid", judge("money", h, op, "entries", fewer));
                        assertEquals("invalid", judge("agreement", h, op, "entries", fewer));
                        fewer.add(all.get(i));
                        fewer.add(all.get(i));
                        assertEquals("invalid", judge("money", h, op, "entries", fewer));
                    }
                    assertEquals(
                            "invalid", judge("termination", h, op, "in-doubt", List.of("t-1")));
                }
            }
            assertTrue(found > 150, "only " + found);
        }
    }

    private static String judge(String checker, History h, Op op, String key, Object value) {
        List<Op> changed = new ArrayList<>(h.ops());
        Map<String, Object> values = new HashMap<>();
        ((Map<?, ?>) op.value()).forEach((k, v) -> values.put(String.valueOf(k), v));
        values.put(key, value);
        changed.set(
                op.index(),
                new Op(
                        op.index(),
                        op.timeNanos(),
                        op.process(),
                        op.type(),
                        op.f(),
                        values,
                        op.error()));
        return Checkers.find(checker).check(History.of(changed)).word();
    }
}
