package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.subhistory.Subhistory;
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
final class Frontier {
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

    private final Script script;
    private final Subhistory history;
    private final Window window;
    private final Transitions<?> transitions;
    private final Rules rules;
    private final Moves moves;
    private final Effort effort;
    private final int widest;
    private boolean isLoose;
    private final Antichain level;
    private final Reach reach;
    private Antichain now;
    private Antichain after;

    private int soundTo;
    private int furthest = NOWHERE;
    private int heldMembers;
    private boolean hasGivenUp;
    private final Set<Integer> overdrawn = new TreeSet<>();

    Frontier(Script script, Tricks tricks, Counted counted, int widest, Effort effort) {
        this.script = script;
        this.history = script.history();
        this.effort = effort;
        this.widest = widest;
        this.window = new Window(script);
        this.transitions = Transitions.of(script, tricks.remembering(), effort);
        this.rules = new Rules(script, window, transitions, tricks);
        this.moves = new Moves(script, window, transitions, tricks, counted, rules);
        this.reach = new Reach(script, window, transitions, counted);
        this.level = new Antichain(tricks.dominance(), counted);
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
                invoke(event);
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

    private void invoke(int call) {
        window.forward();
        int slot = script.slotOf(call);
        if (slot == Script.NO_SLOT) {
            return;
        }
        for (int i = 0; i < now.added(); i++) {
            Configuration c = now.get(i);
            if (c != null) {
                rules.invoke(c, slot);
            }
        }
    }

    /** Takes all configurations over the return of the call in {@code slot}; false if none can. */
    private boolean pass(int slot, long most) {
        int position = window.position();
        after.clear();
        level.clear();
        reach.update();
        for (int i = 0; i < now.added(); i++) {
            Configuration c = now.get(i);
            if (c != null) {
                put(c, slot);
            }
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
        for (int i = 0; i < now.added(); i++) {
            Configuration c = now.get(i);
            if (c != null) {
                if (!c.isOverdrawn()) {
                    return true;
                }
                overdrawn.add(c.overdrawn);
            }
        }
        return false;
    }

    private void put(Configuration c, int slot) {
        if (isLoose) {
            c.uses = Uses.NONE;
        }
        if (c.isCovered(slot) && !window.isReadOnlyAt(slot)) {
            Configuration now = c.copy();
            now.uncover(slot);
            level.add(now);
        }
        if (c.isSettled(slot)) {
            c.clear(slot);
            if (isLoose) {
                c.overdrawn = Configuration.NOTHING;
            }
            boolean mayGo = isLoose || c.isOverdrawn();
            if (!mayGo || !reach.isReached(c, after)) {
                after.add(c);
            }
        } else {
            level.add(c);
        }
    }

    private void expand(Configuration c, int slot) {
        int effect = window.effectAt(slot);
        if (transitions.next(c.state, effect) >= 0 && rules.isNeeded(c, effect)) {
            Configuration direct = c.copy();
            rules.happen(direct, slot);
            put(direct, slot);
        }
        moves.find(c, slot);
        for (int i = 0, count = moves.count(); i < count; i++) {
            int move = moves.move(i);
            Configuration next = c.copy();
            if (move >= 0) {
                rules.happen(next, move);
            } else {
                rules.happenOptionally(next, ~move);
            }
            put(next, slot);
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
        for (int i = 0; i < level.added(); i++) {
            Configuration c = level.get(i);
            if (c != null && !c.isOverdrawn()) {
                blocked.add(c);
            }
        }
        return blocked;
    }

    Transitions<?> transitions() {
        return transitions;
    }
}
