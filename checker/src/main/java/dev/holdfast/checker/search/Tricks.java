package dev.holdfast.checker.search;

/**
 * Which of the engine's savings are in use; each leaves every finding as it is, which tests
 * compare.
 *
 * @param eagerReads a read-only call happens as soon as the state fits (lemma L4)
 * @param deadlines of the open calls of one effect the one that must return first happens first,
 *     and one of unknown outcome only if none other is open (lemma L3)
 * @param dominance a configuration is dropped if another one can do all that it can
 * @param covering a call that could have happened unnoticed need not happen any more, but may
 * @param thrift a call that need not happen happens only where the next one would not be possible
 *     without it or would lead elsewhere
 * @param remembering what the model said to a state and an effect is asked once
 */
record Tricks(
        boolean eagerReads,
        boolean deadlines,
        boolean dominance,
        boolean covering,
        boolean thrift,
        boolean remembering) {
    static final Tricks ALL = new Tricks(true, true, true, true, true, true);

    /** All but {@link #covering}: calls are linearized or they are not. */
    static final Tricks PLAIN = new Tricks(true, true, true, false, true, true);
}
