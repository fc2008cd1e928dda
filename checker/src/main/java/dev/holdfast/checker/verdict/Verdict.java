package dev.holdfast.checker.verdict;

/**
 * The answer of a checker about one history: valid, invalid with the proof, or unknown with the
 * reason.
 */
public sealed interface Verdict {

    /**
     * The promise was kept.
     *
     * @param basis what that rests on, for example {@code 812 acquires of 3 locks}
     */
    record Valid(String basis) implements Verdict {}

    /** The promise was broken, and here is the proof. */
    record Invalid(Evidence evidence) implements Verdict {}

    /**
     * No answer could be earned, and why: too little was seen, a limit was hit, a checker crashed.
     */
    record Unknown(String reason) implements Verdict {}

    /** One word: {@code valid}, {@code invalid} or {@code unknown}. */
    default String word() {
        if (this instanceof Valid) {
            return "valid";
        }
        return this instanceof Invalid ? "invalid" : "unknown";
    }
}
