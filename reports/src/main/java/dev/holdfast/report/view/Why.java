package dev.holdfast.report.view;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.report.RunSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a checker says invalid: the argument in words, the few ops that prove it, and what the model
 * thought at each of them.
 *
 * @param check the checker
 * @param promise what it would have meant to be valid
 * @param promised whether the subject makes this promise
 * @param kind the kind of violation
 * @param summary the violation in a sentence
 * @param argument the argument, in parts, some of which name an op
 * @param ops the events of the proof
 * @param steps the proof step by step
 * @param cut what is left out here, empty if nothing is
 */
public record Why(
        String check,
        String promise,
        boolean promised,
        String kind,
        String summary,
        List<Part> argument,
        List<OpRow> ops,
        List<Step> steps,
        String cut) {
    static final int OPS_MAX = 40;
    private static final Pattern OP_NAME = Pattern.compile("#(\\d{1,9})\\b");

    public Why {
        argument = List.copyOf(argument);
        ops = List.copyOf(ops);
        steps = List.copyOf(steps);
    }

    /**
     * A piece of the argument.
     *
     * @param text the words
     * @param op the index of the op that they name and that is in the table, or -1
     */
    public record Part(String text, int op) {}

    /**
     * One step of the proof.
     *
     * @param number from 1
     * @param op the index of the event
     * @param what the event in a few words
     * @param before the model's state before it
     * @param after the model's state after it, or why there is none
     * @param last whether this is where it breaks
     */
    public record Step(
            int number, int op, String what, String before, String after, boolean last) {}

    /** Every invalid check of a run, promised ones first, otherwise in their order. */
    public static List<Why> of(RunSummary summary) {
        List<Why> promised = new ArrayList<>();
        List<Why> others = new ArrayList<>();
        for (RunSummary.Check check : summary.checks()) {
            if (check.verdict() instanceof Verdict.Invalid invalid) {
                (check.promised() ? promised : others).add(of(check, invalid.evidence()));
            }
        }
        promised.addAll(others);
        return List.copyOf(promised);
    }

    private static Why of(RunSummary.Check check, Evidence evidence) {
        List<OpRow> ops = new ArrayList<>();
        Map<Integer, OpRow> rows = new HashMap<>();
        for (Op op : evidence.ops().subList(0, Math.min(OPS_MAX, evidence.ops().size()))) {
            OpRow row = OpRow.of(op);
            ops.add(row);
            rows.putIfAbsent(op.index(), row);
        }
        List<Step> steps = new ArrayList<>();
        int total = evidence.steps().size();
        for (int i = Math.max(0, total - OPS_MAX); i < total; i++) {
            Evidence.Step step = evidence.steps().get(i);
            OpRow row = rows.get(step.op());
            steps.add(
                    new Step(
                            i + 1,
                            step.op(),
                            row == null ? "#" + step.op() : row.brief(),
                            SafeText.line(step.before()),
                            SafeText.line(step.after()),
                            i == total - 1));
        }
        return new Why(
                SafeText.name(check.name()),
                SafeText.line(check.promise()),
                check.promised(),
                SafeText.name(evidence.kind()),
                SafeText.line(evidence.summary()),
                parts(SafeText.text(evidence.argument()), rows),
                ops,
                steps,
                cut(evidence));
    }

    private static List<Part> parts(String argument, Map<Integer, OpRow> rows) {
        List<Part> parts = new ArrayList<>();
        Matcher m = OP_NAME.matcher(argument);
        int done = 0;
        while (m.find()) {
            int op = Integer.parseInt(m.group(1));
            if (rows.containsKey(op)) {
                if (m.start() > done) {
                    parts.add(new Part(argument.substring(done, m.start()), -1));
                }
                parts.add(new Part(m.group(), op));
                done = m.end();
            }
        }
        if (done < argument.length()) {
            parts.add(new Part(argument.substring(done), -1));
        }
        return parts;
    }

    private static String cut(Evidence evidence) {
        List<String> cut = new ArrayList<>();
        if (evidence.ops().size() > OPS_MAX) {
            cut.add("the first %d of %d ops".formatted(OPS_MAX, evidence.ops().size()));
        }
        if (evidence.steps().size() > OPS_MAX) {
            cut.add("the last %d of %d steps".formatted(OPS_MAX, evidence.steps().size()));
        }
        return cut.isEmpty()
                ? ""
                : "Shown are " + String.join(" and ", cut) + "; verdict.json has them all.";
    }

    /** The argument as one string. */
    public String argumentText() {
        StringBuilder text = new StringBuilder();
        argument.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
