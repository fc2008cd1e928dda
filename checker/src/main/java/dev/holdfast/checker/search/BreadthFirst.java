package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * What searches of whole generations share: how one configuration comes over a return.
 *
 * <p>Those that still have to explain the return are kept in {@link #level}, where the search takes
 * them from to {@link #expand} them; those that came over it are handed to {@link #arrive}. For one
 * thread.
 */
abstract class BreadthFirst {
    final Script script;
    final Subhistory history;
    final Effort effort;
    final Window window;
    final Transitions<?> transitions;
    final Antichain level;
    private final Rules rules;
    private final Moves moves;

    BreadthFirst(Script script, Tricks tricks, Counted counted, Effort effort) {
        this.script = script;
        this.history = script.history();
        this.effort = effort;
        this.window = new Window(script);
        this.transitions = Transitions.of(script, tricks.remembering(), effort);
        this.rules = new Rules(script, window, transitions, tricks);
        this.moves = new Moves(script, window, transitions, tricks, counted, rules);
        this.level = new Antichain(tricks.dominance(), counted);
    }

    /** Takes {@code c}, which came over the return; its slot is free again. */
    abstract void arrive(Configuration c);

    /** Looks at what {@code c} owes for letting {@code effect}, of unknown outcome, happen. */
    abstract void charge(Configuration c, int effect);

    /** Lets {@code configurations} know of the call that is invoked at the window's position. */
    final void invoke(int call, Iterable<Configuration> configurations) {
        window.forward();
        int slot = script.slotOf(call);
        if (slot != Script.NO_SLOT) {
            for (Configuration c : configurations) {
                rules.invoke(c, slot);
            }
        }
    }

    /** Takes {@code c}, which meets the return of the call in {@code slot}. */
    final void put(Configuration c, int slot) {
        if (c.isCovered(slot) && !window.isReadOnlyAt(slot)) {
            Configuration later = c.copy();
            later.uncover(slot);
            level.add(later);
        }
        if (c.isSettled(slot)) {
            c.clear(slot);
            arrive(c);
        } else {
            level.add(c);
        }
    }

    /** Puts all that can become of {@code c} by one call before the return of that in a slot. */
    final void expand(Configuration c, int slot) {
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
                charge(next, ~move);
            }
            put(next, slot);
        }
    }
}
