package dev.holdfast.checker.verdict;

/** The stable names of violations, as {@link Evidence#kind} gives them. */
public final class Kinds {
    /** Two clients certainly believed at once that they held one lock. */
    public static final String OVERLAPPING_TENURES = "overlapping-tenures";

    /** The service granted a lock while it certainly counted as granted to another. */
    public static final String DOUBLE_GRANT = "double-grant";

    /** A release was accepted from a process that did not hold the lock. */
    public static final String RELEASE_BY_NON_HOLDER = "release-by-non-holder";

    /** One process was granted a lock more often at once than the lock allows. */
    public static final String REENTRANCY_LIMIT = "reentrancy-limit";

    /** An acquire was refused though nobody can have held the lock. */
    public static final String REFUSED_WHILE_FREE = "refused-while-free";

    /** A release was refused though its process certainly held the lock. */
    public static final String REFUSED_TO_HOLDER = "refused-to-holder";

    /** A later grant got a fencing token that is not higher than an earlier one's. */
    public static final String TOKEN_NOT_INCREASING = "token-not-increasing";

    /** The storage accepted a token after it had accepted a higher one. */
    public static final String STALE_TOKEN_ACCEPTED = "stale-token-accepted";

    /** The storage refused a token though it cannot have seen a higher one. */
    public static final String FRESH_TOKEN_REFUSED = "fresh-token-refused";

    /** Two writes that both happened replaced one and the same version. */
    public static final String LOST_UPDATE = "lost-update";

    /** An old version was seen after a newer one had been written or read. */
    public static final String STALE_READ = "stale-read";

    /** A version was seen that nobody wrote, or before it was written. */
    public static final String IMPOSSIBLE_READ = "impossible-read";

    /** An account changed while somebody held its read lock. */
    public static final String CHANGED_UNDER_READ_LOCK = "changed-under-read-lock";

    /** What a semaphore guards was used by more at once than it has permits. */
    public static final String TOO_MANY_USERS = "too-many-users";

    /** One participant committed a payment and another one did not. */
    public static final String SPLIT_OUTCOME = "split-outcome";

    /** Who had committed a payment gave it up, or the other way round. */
    public static final String CHANGED_OUTCOME = "changed-outcome";

    /** Of one payment commit was decided and abort, or not done what was decided. */
    public static final String CONTRADICTED_DECISION = "contradicted-decision";

    /** A payer was told other than what became of the payment. */
    public static final String PAYER_MISLED = "payer-misled";

    /** A payment was committed that a participant had voted against. */
    public static final String COMMIT_AGAINST_NO = "commit-against-no";

    /** A payment was committed before a participant had voted. */
    public static final String COMMIT_WITHOUT_VOTE = "commit-without-vote";

    /** A payment was aborted though all had voted for it and nothing went wrong. */
    public static final String ABORT_WITHOUT_CAUSE = "abort-without-cause";

    /** The accounts held less in the end than in the beginning, or more. */
    public static final String MONEY_NOT_CONSERVED = "money-not-conserved";

    /** An account that may not held less than nothing. */
    public static final String NEGATIVE_BALANCE = "negative-balance";

    /** An account held something else than what its entries make. */
    public static final String UNEXPLAINED_BALANCE = "unexplained-balance";

    /** An account was changed by what no payer had asked for. */
    public static final String UNFOUNDED_ENTRY = "unfounded-entry";

    /** An account was changed twice by one leg of a payment. */
    public static final String APPLIED_TWICE = "applied-twice";

    /** A payment was acknowledged as committed, and a participant does not have it. */
    public static final String LOST_COMMIT = "lost-commit";

    /** A payment was acknowledged as aborted, and a participant has it. */
    public static final String VISIBLE_ABORT = "visible-abort";

    /** A change of an account that a statement had shown was no longer in a later one. */
    public static final String VANISHED_ENTRY = "vanished-entry";

    /** When all was over a participant did not know what became of a payment. */
    public static final String LEFT_IN_DOUBT = "left-in-doubt";

    /** When all was over a participant did not say what it keeps. */
    public static final String NO_FINAL_STATEMENT = "no-final-statement";

    /** No order of the operations explains every result. */
    public static final String NOT_LINEARIZABLE = "not-linearizable";

    private Kinds() {}
}
