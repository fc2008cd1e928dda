package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A breadth-first search for an order, just in time: all configurations that reach one return
 * before any goes on to the next.
 *
 * <p>Effects that are not counted may happen without limit once invoked. Configurations that made
 * use of that are <em>overdrawn</em>; they never replace one that is not. So while one is left that
 * is not overdrawn the events so far are linearizable, and once none is left at all they are not.
 * It holds no more than one generation. For one thread.
 */
final class Frontier extends BreadthFirst {
    /** How a search ended. */
    enum Outcome {
        /** Some configuration that is not overdrawn reached the end. */
        FOUND,
        /** Only overdrawn ones reached the end. */
        OVERDRAWN,
        /** None reached the end. */
        EXHAUSTED,
        /** There were too many at once, or in all. */
        GIVEN_UP
    }

    static final int NOWHERE = -1;

    private final int widest;
    private boolean isLoose;
    private final Reach reach;
    private Antichain now;
    private Antichain after;

    private int soundTo;
    private int furthest = NOWHERE;
    private int heldMembers;
    private boolean hasGivenUp;
    private final Set<Integer> overdrawn = new TreeSet<>();

    Frontier(Script script, Tricks tricks, Counted counted, int widest, Effort effort) {
        super(script, tricks, counted, effort);
        this.widest = widest;
        this.reach = new Reach(script, window, transitions, counted);
        this.now = new Antichain(tricks.dominance(), counted);
        this.after = new Antichain(tricks.dominance(), counted);
    }

    /** The position of the return that nothing passed. Once exhausted. */
    int blockedAt() {
        return furthest;
    }

    /** The first return that nothing passed without being overdrawn. Unless found. */
    int soundTo() {
        return soundTo;
    }

    /** Which effects were overdrawn when no configuration was left without. Unless found. */
    Set<Integer> overdrawn() {
        return overdrawn;
    }

    /**
     * Searches up to the event at {@code end}, exclusively, until {@code most} configurations in
     * all are on the account.
     */
    Outcome run(int end, long most) {
        for (int state : transitions.starts()) {
            now.add(new Configuration(state, script.words()));
        }
        soundTo = NOWHERE;
        while (window.position() < end) {
            int event = history.event(window.position());
            if (event >= 0) {
                invoke(event, now);
            } else if (!pass(script.slotOf(~event), most)) {
                return hasGivenUp ? Outcome.GIVEN_UP : Outcome.EXHAUSTED;
            }
        }
        return soundTo == NOWHERE ? Outcome.FOUND : Outcome.OVERDRAWN;
    }

    /**
     * Searches all of it with no account of what is overdrawn: quick, and exhausted only if nothing
     * explains the history; but nothing else follows from the outcome.
     */
    Outcome runLoosely() {
        isLoose = true;
        return run(history.events(), Long.MAX_VALUE);
    }

    /** Whether nothing of unknown outcome was met, so that even a loose search is exact. */
    boolean isCertain() {
        return window.kinds() == 0 && script.firstFree() == script.effects();
    }

    /** Takes all configurations over the return of the call in {@code slot}; false if none can. */
    private boolean pass(int slot, long most) {
        int position = window.position();
        after.clear();
        level.clear();
        reach.update();
        for (Configuration c : now) {
            put(c, slot);
        }
        for (int i = 0; i < level.added() && level.added() <= widest; i++) {
            Configuration c = level.get(i);
            if (c != null) {
                effort.step(position);
                expand(c, slot);
            }
        }
        account();
        hasGivenUp = level.added() > widest || after.size() > widest || effort.explored() > most;
        if (hasGivenUp) {
            return false;
        }
        if (after.size() == 0) {
            noteSound(position);
            furthest = position;
            return false;
        }
        Antichain swap = now;
        now = after;
        after = swap;
        window.forward();
        if (soundTo == NOWHERE && !isSound()) {
            noteSound(position);
        }
        return true;
    }

    private void noteSound(int position) {
        if (soundTo == NOWHERE) {
            soundTo = position;
        }
    }

    private boolean isSound() {
        overdrawn.clear();
        for (Configuration c : now) {
            if (!c.isOverdrawn()) {
                return true;
            }
            overdrawn.add(c.overdrawn);
        }
        return false;
    }

    @Override
    void arrive(Configuration c) {
        if (isLoose) {
            c.overdrawn = Configuration.NOTHING;
        }
        boolean mayGo = isLoose || c.isOverdrawn();
        if (!mayGo || !reach.isReached(c, after)) {
            after.add(c);
        }
    }

    @Override
    void charge(Configuration c, int effect) {
        if (isLoose) {
            c.uses = Uses.NONE;
        }
    }

    private void account() {
        int members = now.added() + level.added() + after.added();
        if (members > 2 * heldMembers || members < heldMembers / 4) {
            effort.hold((long) (members - heldMembers) * Configuration.BYTES * script.words());
            heldMembers = members;
        }
    }

    /** The configurations that met the return that nothing passed, those not overdrawn. */
    List<Configuration> blocked() {
        List<Configuration> blocked = new ArrayList<>();
        for (Configuration c : level) {
            if (!c.isOverdrawn()) {
                blocked.add(c);
            }
        }
        return blocked;
    }

    Transitions<?> transitions() {
        return transitions;
    }
}
