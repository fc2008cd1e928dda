package dev.holdfast.report.view;

import dev.holdfast.checker.history.Op;

/**
 * One event as a row of a table.
 *
 * @param index its position in the history
 * @param time when, in words
 * @param process who: the number, or {@code nemesis}
 * @param type invoke, ok, fail or info
 * @param f what is done
 * @param value argument or result, one line
 * @param error why it failed or is unknown, empty if it did not
 */
public record OpRow(
        int index, String time, String process, String type, String f, String value, String error) {

    static OpRow of(Op op) {
        return new OpRow(
                op.index(),
                TimeText.at(op.timeNanos()),
                op.isNemesis() ? "nemesis" : Integer.toString(op.process()),
                op.type().label(),
                SafeText.name(op.f()),
                ValueText.of(op.value()),
                SafeText.line(op.error()));
    }

    /** The row in one short line, for example {@code #12 ok acquire, process 3}. */
    public String brief() {
        String who = process.equals("nemesis") ? process : "process " + process;
        return "#" + index + " " + type + " " + f + ", " + who;
    }
}
