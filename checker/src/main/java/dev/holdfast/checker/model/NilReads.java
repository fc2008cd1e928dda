package dev.holdfast.checker.model;

/** What a read says that is ok and returned nil. */
public enum NilReads {
    /** Nothing: its result was not recorded. As in Knossos, and the default. */
    ANY,
    /** That the object is as it was at first: nobody has written it. */
    INITIAL
}
