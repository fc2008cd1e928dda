package dev.holdfast.checker.oracle;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a tiny object ask for, and what they may be answered, true or not. Made anew
 * for each history, so it may remember what was asked.
 */
interface Habit {

    /** A function and its argument, without the name of the object. */
    record Ask(String f, @Nullable Object argument) {}

    /** What {@code process} asks for next. */
    Ask next(SplittableRandom random, int process);

    /** A result that {@code ask} may have if it is ok, one of a few. */
    @Nullable Object result(SplittableRandom random, Ask ask);
}
