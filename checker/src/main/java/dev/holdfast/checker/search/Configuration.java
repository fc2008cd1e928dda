package dev.holdfast.checker.search;

/**
 * Where one order stands at a position: the state, and what became of each open call.
 *
 * <p>An open required call has happened, or is <em>covered</em>, or neither. Covered means that
 * there was a moment at which it can have happened without making any difference: it has done its
 * duty, and may still happen at another moment up to its return instead. At its return both must be
 * tried: that it stays where it was, and that it happens then, like a call that has its duty before
 * it. For one thread.
 */
final class Configuration {
    /** An estimate of what one holds. */
    static final int BYTES = 96;

    static final int NOTHING = -1;

    int state;
    final long[] done;
    final long[] covered;
    Uses uses;

    /** The state before a call that need not have happened and still has no purpose, if so. */
    int without;

    /** What {@link #uses} cost, for a beam. */
    float price;

    /** The first effect that happened more often on the way than it was invoked, if any. */
    int overdrawn;

    Configuration(int state, int words) {
        this(state, new long[words], new long[words], Uses.NONE, NOTHING, NOTHING);
    }

    private Configuration(
            int state, long[] done, long[] covered, Uses uses, int overdrawn, int without) {
        this.without = without;
        this.state = state;
        this.done = done;
        this.covered = covered;
        this.uses = uses;
        this.overdrawn = overdrawn;
    }

    Configuration copy() {
        Configuration copy =
                new Configuration(state, done.clone(), covered.clone(), uses, overdrawn, without);
        copy.price = price;
        return copy;
    }

    /** Whether the call in {@code slot} may return. */
    boolean isSettled(int slot) {
        int word = slot >>> 6;
        return ((done[word] | covered[word]) >>> slot & 1) != 0;
    }

    boolean isDone(int slot) {
        return (done[slot >>> 6] >>> slot & 1) != 0;
    }

    boolean isCovered(int slot) {
        return (covered[slot >>> 6] >>> slot & 1) != 0;
    }

    void uncover(int slot) {
        covered[slot >>> 6] &= ~(1L << slot);
    }

    void cover(int slot) {
        covered[slot >>> 6] |= 1L << slot;
    }

    void happen(int slot) {
        done[slot >>> 6] |= 1L << slot;
        covered[slot >>> 6] &= ~(1L << slot);
    }

    /** Forgets the call in {@code slot}, which returns. */
    void clear(int slot) {
        done[slot >>> 6] &= ~(1L << slot);
        covered[slot >>> 6] &= ~(1L << slot);
    }

    /**
     * Whether this one, at the same position, can do all that {@code other} can from one and the
     * same state on: what is covered can be taken as having happened or not.
     */
    boolean dominates(Configuration other, Counted counted) {
        for (int w = 0; w < done.length; w++) {
            long covers = covered[w];
            if (((other.covered[w] | (done[w] ^ other.done[w])) & ~covers) != 0) {
                return false;
            }
        }
        return (!isOverdrawn() || other.isOverdrawn()) && uses.isAtMost(other.uses, counted);
    }

    boolean isOverdrawn() {
        return overdrawn != NOTHING;
    }

    /** Counts one more use of an effect that was invoked {@code invoked} times so far. */
    void use(int effect, int invoked) {
        uses = uses.and(effect);
        if (!isOverdrawn() && uses.of(effect) > invoked) {
            overdrawn = effect;
        }
    }
}
