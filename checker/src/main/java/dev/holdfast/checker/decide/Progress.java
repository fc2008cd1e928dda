package dev.holdfast.checker.decide;

/**
 * Told how far a check is. Called from the searching threads, a few times a second at most from
 * each; must return quickly.
 */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (position, events, explored) -> {};

    /**
     * How far one search is.
     *
     * @param position the furthest event of the subhistory that was explained so far
     * @param events how many events the subhistory has
     * @param explored how many configurations were looked at
     */
    void at(long position, long events, long explored);
}
