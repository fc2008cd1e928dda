package dev.holdfast.checker.counterexample;

/**
 * What a counterexample still claims about one call, from the most to nothing.
 *
 * <p>Each step down allows every order that the step before allowed, and more: what cannot be
 * explained afterwards could not be explained before (weakening, after Wing and Gong's definition).
 */
enum Role {
    /** It happened, between its invocation and its return. */
    MUST,
    /** It happened once at some moment after its invocation, or never. */
    MAY,
    /** It happened once at any moment at all, or never. */
    LOOSE,
    /** It happened at any moments, any number of times, or never. */
    FREE,
    /** Left out: it cannot have changed anything, or is over before the first moment looked at. */
    GONE
}
