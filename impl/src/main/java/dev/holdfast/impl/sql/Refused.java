package dev.holdfast.impl.sql;

/** Says that a bank does not carry out its part of a payment; thrown through its transaction. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of a reason of several lines the first one tells enough. */
    public Refused(String reason) {
        super(reason.lines().findFirst().orElse(""), null, false, false);
    }

    /** Why, in one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
