package dev.holdfast.checker.model;

/**
 * What a model says to one operation: the next state, or why there is none.
 *
 * @param <S> the model's state
 */
public sealed interface Step<S> {

    /** The operation may happen here, and leads to {@code state}. */
    record Next<S>(S state) implements Step<S> {}

    /** The operation cannot have had its result here; {@code why} is part of a sentence. */
    record Refused<S>(String why) implements Step<S> {}
}
