package dev.holdfast.report;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs in which one nasty string stands in every field that can hold one. */
public final class Hostile {
    /** What must never be seen as it is. */
    public static final List<String> STRINGS =
            List.of(
                    "</script><script>alert(1)</script>",
                    "</style><img src=x onerror=alert(1)>",
                    "\"' onload='alert(1)' x=\"",
                    "]]><!--<![CDATA[ &amp; &lt; ${7*7} <#list",
                    "\u202egnp.exe\u2066\u200f\u0000\u0007\u001b[31m\u0085\u2028\ufffe\r\n\t",
                    "\ud800 lone \udc00",
                    "javascript:alert(1)",
                    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
                    "",
                    "<b>&\u202e\ud83d\ude00".repeat(120_000));

    private Hostile() {}

    /** A run with {@code s} everywhere. */
    public static SampleRun.Run run(String s) {
        List<Op> ops = new ArrayList<>();
        Map<String, Object> value = new LinkedHashMap<>();
        for (String key : List.of("lock", "agent", "token", "account", "to", "version")) {
            value.put(key, s);
        }
        value.put(s, List.of(s, Map.of(s, s)));
        Map<String, Object> fault = Map.of("id", s, "target", s, "phase", "done", "proof", s);
        add(ops, Op.NEMESIS, OpType.INFO, "start-" + s, fault, s);
        add(ops, 1, OpType.INVOKE, "acquire", value, null);
        add(ops, 1, OpType.OK, "acquire", value, s);
        add(ops, 2, OpType.INVOKE, "acquire", value, null);
        add(ops, 2, OpType.OK, "acquire", value, s);
        add(ops, 2, OpType.INVOKE, s, value, null);
        add(ops, 2, OpType.INFO, s, value, s);
        add(ops, 1, OpType.INVOKE, "write", value, null);
        add(ops, 1, OpType.FAIL, "write", s, s);
        History history = History.of(ops);
        Evidence evidence =
                new Evidence(
                        s,
                        s,
                        "#2 " + s + " #4",
                        history.ops(),
                        List.of(new Evidence.Step(4, s, s)));
        List<RunSummary.Check> checks =
                List.of(
                        new RunSummary.Check(
                                s, s, true, new Verdict.Invalid(evidence), s, Double.NaN),
                        new RunSummary.Check(s, s, false, new Verdict.Invalid(evidence), s, 1),
                        new RunSummary.Check(s, s, true, new Verdict.Unknown(s), s, 1),
                        new RunSummary.Check(s, s, false, new Verdict.Valid(s), s, 1));
        RunSummary summary =
                new RunSummary(
                        s,
                        s,
                        List.of(s, s),
                        1,
                        s,
                        1,
                        List.of(s),
                        s,
                        s,
                        s,
                        s,
                        checks,
                        List.of(new RunSummary.Coverage(s, 0, 1)),
                        new RunSummary.Counts(1, 2, 3, 4),
                        List.of(s));
        return new SampleRun.Run(summary, history);
    }

    private static void add(
            List<Op> ops, int process, OpType type, String f, Object value, String error) {
        ops.add(new Op(ops.size(), ops.size() * 1_000_000L, process, type, f, value, error));
    }
}
