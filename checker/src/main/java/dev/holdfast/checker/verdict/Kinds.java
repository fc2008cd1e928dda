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

    /** No order of the operations explains every result. */
    public static final String NOT_LINEARIZABLE = "not-linearizable";

    private Kinds() {}
}
