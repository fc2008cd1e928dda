package dev.holdfast.report;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up run as the seed's Redis lock gives it under pause: three agents, two locks, a holder
 * paused beyond its lease, both holding the lock, and a lost update.
 */
public final class SampleRun {
    private static final long MS = 1_000_000L;

    private final List<Op> ops = new ArrayList<>();

    /** A run and its history. */
    public record Run(RunSummary summary, History history) {}

    private SampleRun() {}

    /** The violation. */
    public static Run invalid() {
        SampleRun run = new SampleRun();
        run.quiet(16_400, 18_000, 2, "pay-2", new int[] {2, 5}, "r");
        run.call(
                3,
                "acquire",
                17_650,
                17_662,
                OpType.OK,
                with("lock", "pay-1", "agent", "agent-1", "lease-ms", 500L));
        run.call(
                3,
                "read",
                17_663,
                17_669,
                OpType.OK,
                account("agent-1", "version", "p-16", "balance", 930L));
        run.nemesis("start-pause", 17_700, "begin", "");
        run.nemesis("start-pause", 17_703, "done", "state T in /proc/stat of every thread");
        run.call(
                7,
                "acquire",
                17_671,
                18_166,
                OpType.OK,
                with("lock", "pay-1", "agent", "agent-2", "lease-ms", 500L));
        run.call(
                7,
                "read",
                18_167,
                18_173,
                OpType.OK,
                account("agent-2", "version", "p-16", "balance", 930L));
        run.call(
                7,
                "write",
                18_240,
                18_251,
                OpType.OK,
                account("agent-2", "from", "p-16", "to", "p-17", "balance", 905L));
        run.call(
                4,
                "acquire",
                17_800,
                18_100,
                OpType.FAIL,
                with("lock", "pay-1", "agent", "agent-3"),
                "not acquired within 300 ms");
        run.call(
                5,
                "acquire",
                18_120,
                18_420,
                OpType.INFO,
                with("lock", "pay-1", "agent", "agent-1"),
                "java.net.SocketTimeoutException: Read timed out");
        run.nemesis("stop-pause", 18_300, "begin", "");
        run.nemesis("stop-pause", 18_304, "done", "state S");
        run.call(
                3,
                "write",
                18_310,
                18_322,
                OpType.OK,
                account("agent-1", "from", "p-16", "to", "p-18", "balance", 880L));
        run.call(
                3,
                "release",
                18_380,
                18_391,
                OpType.FAIL,
                with("lock", "pay-1", "agent", "agent-1"),
                "not held");
        run.call(
                7, "release", 18_402, 18_409, OpType.OK, with("lock", "pay-1", "agent", "agent-2"));
        run.quiet(18_450, 19_500, 4, "pay-1", new int[] {4, 7}, "s");
        History history = run.history();
        return new Run(summary("invalid", checks(history), List.of()), history);
    }

    /** Nothing wrong, and coverage reached. */
    public static Run valid() {
        SampleRun run = new SampleRun();
        run.quiet(0, 17_650, 3, "pay-1", new int[] {0, 1}, "a");
        run.nemesis("start-pause", 17_700, "begin", "");
        run.nemesis("start-pause", 17_703, "done", "state T in /proc/stat of every thread");
        run.nemesis("stop-pause", 18_300, "begin", "");
        run.nemesis("stop-pause", 18_304, "done", "state S");
        run.quiet(17_700, 19_650, 3, "pay-2", new int[] {3, 4}, "b");
        List<RunSummary.Check> checks =
                List.of(
                        new RunSummary.Check(
                                "service",
                                "The service granted each lock to one at a time.",
                                true,
                                new Verdict.Valid("812 acquires of 2 locks"),
                                "as expected",
                                3.2),
                        new RunSummary.Check(
                                "resource",
                                "No update of an account was lost.",
                                true,
                                new Verdict.Valid("803 writes of 2 accounts"),
                                "as expected",
                                1.1));
        return new Run(summary("valid", checks, List.of()), run.history());
    }

    /** Too little was seen. */
    public static Run unknown() {
        List<RunSummary.Check> checks =
                List.of(
                        new RunSummary.Check(
                                "belief",
                                "Never did two clients both believe that they held a lock.",
                                true,
                                new Verdict.Unknown("no acquire succeeded"),
                                "surprising",
                                0.4));
        return new Run(
                summary(
                        "unknown",
                        checks,
                        List.of(
                                "The search limit of 10 s was reached.",
                                "redis-server 7.0.15 was taken from the PATH.")),
                History.of(List.of()));
    }

    /** A lock that anyone gets at any time. */
    public static Run crowded(int processes) {
        SampleRun run = new SampleRun();
        Random random = new Random(3);
        for (int p = 0; p < processes; p++) {
            for (int n = 0; n < 6; n++) {
                long t = 100 + n * 200 + random.nextInt(60);
                Map<String, Object> who =
                        with("lock", "pay-1", "agent", "agent-" + (1 + p % 3), "token", (long) n);
                run.call(p, "acquire", t, t + 5 + random.nextInt(20), OpType.OK, who);
                run.call(p, "release", t + 40, t + 45 + random.nextInt(90), OpType.OK, who);
            }
        }
        History history = run.history();
        List<Op> grants =
                history.ops().stream()
                        .filter(op -> op.isOk() && op.f().equals("acquire"))
                        .limit(2)
                        .toList();
        Evidence evidence =
                new Evidence(
                        "overlapping-tenures",
                        "Two held it.",
                        "#" + grants.get(0).index() + " and #" + grants.get(1).index(),
                        grants,
                        List.of());
        return new Run(
                summary(
                        "invalid",
                        List.of(
                                new RunSummary.Check(
                                        "belief",
                                        "One at a time.",
                                        true,
                                        new Verdict.Invalid(evidence),
                                        "surprising",
                                        1)),
                        List.of()),
                history);
    }

    /** A long history with the violation in its middle. */
    public static Run longRun(int size) {
        SampleRun run = new SampleRun();
        Random random = new Random(7);
        long t = 0;
        for (int n = 0; run.ops.size() < size; n++) {
            int p = n % 20;
            String lock = "pay-" + (p % 5);
            Map<String, Object> value = with("lock", lock, "agent", "agent-" + (p % 3));
            long step = (1 + random.nextInt(4)) * 100_000L;
            run.add(t, p, OpType.INVOKE, "acquire", value, null);
            run.add(t + step, p, OpType.OK, "acquire", value, null);
            run.add(t + 2 * step, p, OpType.INVOKE, "release", value, null);
            run.add(t + 3 * step, p, OpType.OK, "release", value, null);
            t += 4 * step;
        }
        History history = run.history();
        int mid = size / 2 / 4 * 4;
        Evidence evidence =
                new Evidence(
                        "overlapping-tenures",
                        "Two held it.",
                        "#" + mid + " and #" + (size - 4),
                        List.of(history.op(mid), history.op(size - 4)),
                        List.of());
        return new Run(
                summary(
                        "invalid",
                        List.of(
                                new RunSummary.Check(
                                        "belief",
                                        "One at a time.",
                                        true,
                                        new Verdict.Invalid(evidence),
                                        "surprising",
                                        1)),
                        List.of()),
                history);
    }

    private static RunSummary summary(
            String word, List<RunSummary.Check> checks, List<String> notes) {
        String sentence =
                switch (word) {
                    case "invalid" ->
                            "Processes 3 and 7 both held pay-1 for 214 ms from 18.166 s, while the holder's agent was paused, and an update of pay-1 was lost.";
                    case "valid" ->
                            "Every promise that redis-seed makes was kept, in 1,204 operations under pause.";
                    default -> "No acquire succeeded during pause, so nothing was proven.";
                };
        return new RunSummary(
                "redis-seed",
                "lock",
                List.of("pause"),
                42,
                "2026-11-22T02:13:07.512Z",
                30_012,
                List.of(
                        "processes (Docker was not asked for)",
                        "redis-server 7.0.15, volatile",
                        "Java 17.0.15, Linux 6.1",
                        "3 agents, 10 workers, embedded proxy on every link"),
                "./holdfast test --subject redis-seed --workload lock --faults pause --time-limit 30s --seed 42",
                word,
                word.equals("unknown") ? "surprising" : "as expected",
                sentence,
                checks,
                List.of(
                        new RunSummary.Coverage(
                                "acquires that succeeded before the first fault", 311, 10),
                        new RunSummary.Coverage(
                                "acquires that succeeded during pause",
                                word.equals("unknown") ? 0 : 96,
                                5),
                        new RunSummary.Coverage("pauses that verifiably took effect", 4, 1)),
                new RunSummary.Counts(1_142, 58, 4, 0),
                notes);
    }

    private static List<RunSummary.Check> checks(History h) {
        Op grant3 = find(h, 3, "acquire", OpType.OK);
        Op release3 = find(h, 3, "release", OpType.INVOKE);
        Op grant7 = find(h, 7, "acquire", OpType.OK);
        Op release7 = find(h, 7, "release", OpType.INVOKE);
        Evidence belief =
                new Evidence(
                        "overlapping-tenures",
                        "Processes 3 and 7 both believed that they held pay-1 for 214 ms.",
                        ("Process 3 was granted pay-1 at #%d and began to release it at #%d. In between, at #%d, process 7 was granted pay-1"
                                        + " as well, and began to release it at #%d. An exclusive lock cannot be held by both.")
                                .formatted(
                                        grant3.index(),
                                        release3.index(),
                                        grant7.index(),
                                        release7.index()),
                        List.of(grant3, grant7, release3, release7),
                        List.of(
                                new Evidence.Step(
                                        grant3.index(),
                                        "pay-1 is free",
                                        "pay-1 is held by process 3"),
                                new Evidence.Step(
                                        grant7.index(),
                                        "pay-1 is held by process 3, whose release has not been invoked",
                                        "refused: a second holder")));
        Op write7 = find(h, 7, "write", OpType.OK);
        Op write3 = find(h, 3, "write", OpType.OK);
        Evidence resource =
                new Evidence(
                        "lost-update",
                        "Two writers both built on version p-16 of pay-1; the update p-17 was lost.",
                        "Both #%d and #%d replaced p-16. One of the two updates is lost, whichever came first."
                                .formatted(write7.index(), write3.index()),
                        List.of(write7, write3),
                        List.of(
                                new Evidence.Step(
                                        write7.index(), "pay-1 is at p-16", "pay-1 is at p-17"),
                                new Evidence.Step(
                                        write3.index(),
                                        "pay-1 is at p-17",
                                        "refused: p-18 builds on p-16, which is no longer the newest")));
        return List.of(
                new RunSummary.Check(
                        "service",
                        "The service granted each lock to one client at a time, leases counted.",
                        true,
                        new Verdict.Valid("812 acquires of 2 locks"),
                        "as expected",
                        3.21),
                new RunSummary.Check(
                        "belief",
                        "Never did two clients both believe that they held a lock.",
                        true,
                        new Verdict.Invalid(belief),
                        "as expected",
                        1.84),
                new RunSummary.Check(
                        "resource",
                        "No update of an account was lost.",
                        true,
                        new Verdict.Invalid(resource),
                        "as expected",
                        0.93),
                new RunSummary.Check(
                        "tokens",
                        "Fencing tokens only ever rise.",
                        false,
                        new Verdict.Unknown("no acquire returned a token"),
                        "",
                        0.12));
    }

    private static Op find(History h, int process, String f, OpType type) {
        return h.ops().stream()
                .filter(op -> op.process() == process && op.f().equals(f) && op.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private void quiet(long from, long to, int seed, String lock, int[] processes, String prefix) {
        Random random = new Random(seed);
        long t = from;
        for (int n = 0; t < to - 160; n++) {
            int p = processes[n % processes.length] + (prefix.equals("s") ? 10 : 0);
            Map<String, Object> who =
                    with("lock", lock, "agent", "agent-" + (1 + p % 3), "lease-ms", 500L);
            long hold = 40 + random.nextInt(60);
            call(p, "acquire", t, t + 6, OpType.OK, who);
            call(
                    p,
                    "read",
                    t + 7,
                    t + 12,
                    OpType.OK,
                    with("account", lock, "agent", "agent-" + (1 + p % 3), "version", prefix + n));
            call(
                    p,
                    "write",
                    t + hold - 12,
                    t + hold - 2,
                    OpType.OK,
                    with(
                            "account",
                            lock,
                            "agent",
                            "agent-" + (1 + p % 3),
                            "from",
                            prefix + n,
                            "to",
                            prefix + (n + 1)));
            call(p, "release", t + hold, t + hold + 7, OpType.OK, who);
            t += hold + 14 + random.nextInt(20);
        }
    }

    private void call(int p, String f, long from, long to, OpType type, Map<String, Object> value) {
        call(p, f, from, to, type, value, null);
    }

    private void call(
            int p,
            String f,
            long from,
            long to,
            OpType type,
            Map<String, Object> value,
            String error) {
        add(from * MS, p, OpType.INVOKE, f, value, null);
        add(to * MS, p, type, f, value, error);
    }

    private void nemesis(String f, long at, String phase, String proof) {
        add(
                at * MS,
                Op.NEMESIS,
                OpType.INFO,
                f,
                with(
                        "id", "pause-1", "kind", "pause", "target", "agent-1", "phase", phase,
                        "proof", proof),
                null);
    }

    private void add(
            long at, int p, OpType type, String f, Map<String, Object> value, String error) {
        ops.add(new Op(ops.size(), at, p, type, f, value, error));
    }

    private History history() {
        ops.sort(Comparator.comparingLong(Op::timeNanos));
        return History.of(ops);
    }

    private static Map<String, Object> account(String agent, Object... fields) {
        Map<String, Object> map = with("account", "pay-1", "agent", agent);
        map.putAll(with(fields));
        return map;
    }

    private static Map<String, Object> with(Object... fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return map;
    }
}
