package dev.holdfast.checker.model;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;

/** How operations are told: what was done, may have been done, or was refused. */
final class Telling {
    private Telling() {}

    /** {@code did cas [1 2]}, {@code may have done push 3}, {@code did pop -> 3}. */
    static String plain(Operation op) {
        Object argument = op.argument();
        Object result = op.result();
        boolean showsResult =
                op.outcome() == OpType.OK && result != null && !result.equals(op.argument());
        return say(op, "did ", "done ", "do ")
                + op.f()
                + (argument == null ? "" : " " + Values.show(argument))
                + (showsResult ? " -> " + Values.show(result) : "");
    }

    /**
     * The verb in the form that the outcome asks for, for example of {@code wrote }, {@code written
     * } and {@code write }: {@code wrote }, {@code may have written }, {@code failed to write }.
     */
    static String say(Operation op, String past, String participle, String infinitive) {
        return switch (op.outcome()) {
            case FAIL -> "failed to " + infinitive;
            case INFO -> "may have " + participle;
            default -> past;
        };
    }

    /** {@code say} of a regular verb, for example {@code acquire}. */
    static String say(Operation op, String verb) {
        String past = verb + (verb.endsWith("e") ? "d" : "ed");
        return say(op, past, past, verb);
    }
}
