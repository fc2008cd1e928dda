package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;

/**
 * A sequential specification: the states that an object can be in and what each operation makes of
 * them.
 *
 * <p>Pure: no state of its own, the same answer every time, any thread. It judges one operation as
 * if it happened at one instant; which order of instants explains a history is for checkers to
 * find.
 *
 * @param <S> the state; immutable, with {@code equals}
 */
public interface Model<S> {

    /** The name in reports and on the command line. */
    String name();

    /** One sentence for a catalogue. */
    String summary();

    /** The state before the first operation. */
    S initial();

    /** What {@code operation}, with the result that it had, makes of {@code state}. */
    Step<S> step(S state, Operation operation);

    /** {@code state} in words, for example {@code held by process 3}. */
    String describe(S state);
}
