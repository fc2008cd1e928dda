package dev.holdfast.checker.model;

/** The value that is none, in states and effects, which have no null. */
public enum Nil {
    /** Its only value. */
    NIL;

    @Override
    public String toString() {
        return "nil";
    }
}
