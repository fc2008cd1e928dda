package dev.holdfast.checker.knossos;

/** Whose model Knossos searches with. */
public enum ModelSource {
    /**
     * Ours, for every model: the engines differ, the question does not. Knossos enumerates the
     * states of a small model before it searches, so this costs it next to nothing.
     */
    HOLDFAST,
    /**
     * Knossos's own where it has one of that name and ours says the same, else ours. With this the
     * answer is Knossos's and nobody else's.
     */
    KNOSSOS
}
