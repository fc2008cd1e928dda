package dev.holdfast.checker.model;

/** What a failed operation says about the object. */
public enum Fails {
    /**
     * Nothing: it had no effect and may have failed for any reason. As in Jepsen, Knossos and
     * Porcupine, and the default.
     */
    LENIENT,
    /**
     * It is a test: at some moment between its invocation and its return the object was such that
     * the operation had to fail. A refused acquire saw the lock held, a failed cas another value.
     */
    STRICT
}
