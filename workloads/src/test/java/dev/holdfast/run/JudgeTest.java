package dev.holdfast.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.redis.RedisFenced;
import dev.holdfast.impl.redis.RedisSeed;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.RunSummary.Coverage;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.LoadPlan;
import dev.holdfast.workload.LockWorkload;
import dev.holdfast.workload.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No valid that was not earned: rigs that are sabotaged end unknown. */
class JudgeTest {
    private static final Verdict VALID = new Verdict.Valid("all seen");
    private static final Verdict INVALID =
            new Verdict.Invalid(new Evidence("kind", "It broke.", "Why.", List.of(), List.of()));
    private static final Judge.Circumstances ABOUT =
            new Judge.Circumstances("", List.of(), "", List.of(), true);
    private static final History EMPTY = History.of(List.of());

    private record Fixed(String name, Function<History, Verdict> answer) implements Checker {
        @Override
        public String promise() {
            return "nothing";
        }

        @Override
        public Verdict check(History history) {
            return answer.apply(history);
        }
    }

    /** A workload whose checkers and coverage say what the test wants. */
    private record Rigged(Map<Promise, Checker> checkers, List<Coverage> seen) implements Workload {
        @Override
        public boolean suits(SubjectDescription subject) {
            return true;
        }

        @Override
        public String name() {
            return "rigged";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public Load start(
                LoadPlan plan, Environment environment, AgentPool agents, Recorder recorder) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Coverage> coverage(History history, List<String> kinds) {
            return seen;
        }
    }

    private static Rigged rigged(
            List<Coverage> seen,
            Function<History, Verdict> service,
            Function<History, Verdict> belief,
            Function<History, Verdict> resource) {
        Map<Promise, Checker> checkers = new EnumMap<>(Promise.class);
        checkers.put(Promise.SERVICE, new Fixed("service", service));
        checkers.put(Promise.BELIEF, new Fixed("belief", belief));
        checkers.put(Promise.RESOURCE, new Fixed("resource", resource));
        return new Rigged(checkers, seen);
    }

    private static RunSummary judge(SubjectDescription subject, Workload workload, String fault) {
        RunPlan plan = RunOptions.of(subject.name(), "lock", List.of(fault), 1).plan(subject);
        return new Judge(plan, subject, workload).judge(EMPTY, ABOUT);
    }

    private static final SubjectDescription SEED = SubjectDescription.of(new RedisSeed());
    private static final SubjectDescription FENCED = SubjectDescription.of(new RedisFenced());
    private static final List<Coverage> REACHED = List.of(new Coverage("things", 1, 1));

    @Test
    void allKeptAndAllReachedIsValid() {
        Workload all = rigged(REACHED, h -> VALID, h -> VALID, h -> VALID);
        assertEquals("valid", judge(SEED, all, "pause").word());
    }

    @Test
    void coverageThatWasMissedTakesTheValidAway() {
        List<Coverage> missed = List.of(new Coverage("acquires that succeeded during pause", 0, 1));
        RunSummary summary =
                judge(SEED, rigged(missed, h -> VALID, h -> VALID, h -> VALID), "pause");
        assertEquals("unknown", summary.word());
        assertEquals("", summary.grade(), "nothing was learned that could be expected");
        assertTrue(
                summary.sentence().contains("acquires that succeeded during pause: 0, needed 1"),
                summary.sentence());
    }

    @Test
    void aRunThatWasCutShortIsNeverValid() {
        RunPlan plan = RunOptions.of("redis-seed", "lock", List.of("none"), 1).plan(SEED);
        Judge judge = new Judge(plan, SEED, rigged(REACHED, h -> VALID, h -> VALID, h -> VALID));
        Judge.Circumstances cut = new Judge.Circumstances("", List.of(), "", List.of(), false);
        assertEquals("unknown", judge.judge(EMPTY, cut).word());
    }

    @Test
    void oneUnknownTakesTheValidAway() {
        Verdict unknown = new Verdict.Unknown("saw nothing");
        RunSummary summary =
                judge(SEED, rigged(REACHED, h -> VALID, h -> VALID, h -> unknown), "pause");
        assertEquals("unknown", summary.word());
        assertTrue(summary.sentence().contains("resource: saw nothing"), summary.sentence());
    }

    @Test
    void aCheckerThatThrowsIsUnknown() {
        Function<History, Verdict> thrower =
                h -> {
                    throw new IllegalStateException("bug");
                };
        RunSummary summary = judge(SEED, rigged(REACHED, h -> VALID, thrower, h -> VALID), "pause");
        assertEquals("unknown", summary.word());
    }

    @Test
    void whatIsNotPromisedDoesNotCountButIsShown() {
        RunSummary summary =
                judge(FENCED, rigged(REACHED, h -> VALID, h -> INVALID, h -> VALID), "pause");
        assertEquals("valid", summary.word());
        assertEquals("as expected", summary.grade());
        assertTrue(
                summary.checks().stream()
                        .anyMatch(c -> !c.promised() && c.verdict() instanceof Verdict.Invalid));
    }

    @Test
    void aBrokenPromiseIsExpectedOnlyWhereTheSubjectSaysSo() {
        Workload broken = rigged(REACHED, h -> VALID, h -> INVALID, h -> VALID);
        assertEquals("as expected", judge(SEED, broken, "pause").grade());
        assertEquals("surprising", judge(SEED, broken, "none").grade());
        Workload resource = rigged(REACHED, h -> VALID, h -> VALID, h -> INVALID);
        assertEquals("surprising", judge(FENCED, resource, "pause").grade());
        assertEquals("It broke.", judge(FENCED, resource, "pause").sentence());
    }

    private static Op nemesis(long seconds, String f, Map<String, Object> value) {
        return new Op(0, seconds * 1_000_000_000L, Op.NEMESIS, OpType.INFO, f, value, null);
    }

    private static Op stall(long seconds, String agent) {
        return nemesis(
                seconds,
                "stall",
                Map.of("id", "stall-" + seconds, "target", agent, "ms", 1500L, "phase", "done"));
    }

    /** The machine paused a holder, which nobody planned: the lock breaks as it is known to. */
    @Test
    void whatABusyMachineBreaksIsNoSurpriseAndSaid() {
        RunPlan plan = RunOptions.of("redis-seed", "lock", List.of("none"), 1).plan(SEED);
        Judge judge = new Judge(plan, SEED, rigged(REACHED, h -> VALID, h -> INVALID, h -> VALID));
        History stalled = History.of(List.of(stall(5, "agent-2"), stall(9, "agent-1")));
        RunSummary summary = judge.judge(stalled, ABOUT);
        assertEquals("invalid", summary.word());
        assertEquals("as expected", summary.grade());
        assertEquals(1, summary.notes().size());
        assertTrue(
                summary.notes()
                        .get(0)
                        .startsWith(
                                "agents stood still although no fault made them,"
                                        + " 2 times; agent-2 for 1500 ms"),
                summary.notes().get(0));
    }

    /** The fault did that, and whoever planned it wants no note about the machine. */
    @Test
    void aStallInAPauseIsThePause() {
        Map<String, Object> pause =
                Map.of("id", "pause-1", "kind", "pause", "target", "agent-2", "phase", "done");
        RunPlan plan = RunOptions.of("redis-seed", "lock", List.of("none"), 1).plan(SEED);
        Judge judge = new Judge(plan, SEED, rigged(REACHED, h -> VALID, h -> INVALID, h -> VALID));
        History paused =
                History.of(
                        List.of(
                                nemesis(4, "start-pause", pause),
                                nemesis(5, "stop-pause", pause),
                                stall(6, "agent-2")));
        RunSummary summary = judge.judge(paused, ABOUT);
        assertEquals(List.of(), summary.notes());
        assertEquals("surprising", summary.grade());
    }

    @Test
    void anEmptyHistoryIsUnknown() {
        assertEquals("unknown", judge(SEED, LockWorkload.exclusive(), "none").word());
    }

    /** A history in which everything succeeds and a fault leaves no trace of itself. */
    private static History faultWithoutProof(String proof) {
        List<Op> ops = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 30; i++) {
            if (i == 10 || i == 20) {
                String f = i == 10 ? "start-pause" : "stop-pause";
                Map<String, Object> value =
                        Map.of(
                                "id", "pause-1", "kind", "pause", "target", "agent-1", "phase",
                                "done", "proof", proof);
                ops.add(new Op(0, ++time, Op.NEMESIS, OpType.INFO, f, value, null));
            }
            String from = i == 0 ? "initial" : "v" + (i - 1);
            for (String f : List.of("acquire", "write", "release")) {
                Map<String, Object> value =
                        f.equals("write")
                                ? Map.of("account", "pay-1", "from", from, "to", "v" + i)
                                : Map.of("lock", "pay-1");
                ops.add(new Op(0, ++time, 0, OpType.INVOKE, f, value, null));
                ops.add(new Op(0, ++time, 0, OpType.OK, f, value, null));
            }
        }
        return History.of(ops);
    }

    @Test
    void aFaultThatDidNothingTakesTheValidAway() {
        RunPlan plan = RunOptions.of("redis-seed", "lock", List.of("pause"), 1).plan(SEED);
        Judge judge = new Judge(plan, SEED, LockWorkload.exclusive());
        assertEquals("valid", judge.judge(faultWithoutProof("seen"), ABOUT).word());
        RunSummary sabotaged = judge.judge(faultWithoutProof(""), ABOUT);
        assertEquals("unknown", sabotaged.word());
        assertTrue(
                sabotaged.sentence().contains("faults pause that verifiably took effect: 0"),
                sabotaged.sentence());
    }
}
