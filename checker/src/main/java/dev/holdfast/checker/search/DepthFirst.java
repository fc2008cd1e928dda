package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;

/**
 * A depth-first search for an order, just in time: calls happen only when a return demands it.
 *
 * <p>Lowe, "Testing for linearizability" (2017), section 6, is where just-in-time linearization
 * comes from. A configuration is kept in the memo only once its first alternative has failed: as
 * long as the first choice is right each time, nothing is remembered and the search takes O(1) an
 * event. Can be interrupted and resumed. For one thread.
 */
final class DepthFirst {
    /** How a search, or a part of it, ended. */
    enum Outcome {
        FOUND,
        EXHAUSTED,
        /** The budget is used up; the search can go on. */
        PAUSED
    }

    /** In place of the first alternative: they have not been listed yet. */
    private static final int NOT_YET = -1;

    /** In place of the first alternative: the only one is that a covered call happens now. */
    private static final int EXPIRING = -2;

    private static final int FRAME_BYTES = Configuration.BYTES + 24;
    private static final int FRAMES_A_HOLD = 4096;

    private final Script script;
    private final Subhistory history;
    private final Window window;
    private final Transitions<?> transitions;
    private final Rules rules;
    private final Moves moves;
    private final Memo memo;
    private final Effort effort;
    private final int[] starts;

    private int startsTried;
    private int furthest = -1;
    private boolean isForward;
    private Configuration current;

    private Configuration[] met = new Configuration[64];
    private int[] firstMove = new int[64];
    private int[] nextMove = new int[64];
    private int[] metAt = new int[64];
    private int depth;
    private int held;
    private int[] alternatives = new int[64];
    private int alternativeCount;

    DepthFirst(Script script, Tricks tricks, Effort effort) {
        this.script = script;
        this.history = script.history();
        this.effort = effort;
        this.window = new Window(script);
        this.transitions = Transitions.of(script, tricks.remembering(), effort);
        Counted counted = Counted.all();
        this.rules = new Rules(script, window, transitions, tricks);
        this.moves = new Moves(script, window, transitions, tricks, counted, rules);
        this.memo = new Memo(tricks.dominance(), counted, effort);
        this.starts = transitions.starts();
        this.current = new Configuration(0, script.words());
    }

    /** The position of the first return that no order explains. Once exhausted. */
    int blockedAt() {
        return furthest;
    }

    /**
     * Searches up to the return at {@code end} as long as it goes nearly straight: until it looked
     * at {@code slack} configurations more than it came events further, of late.
     */
    Outcome runStraight(int end, long slack) {
        for (long credit = slack; furthest < end && credit > 0; credit--) {
            int before = furthest;
            Outcome outcome = run(1);
            if (outcome != Outcome.PAUSED) {
                return outcome;
            }
            credit = Math.min(slack, credit + furthest - before);
        }
        return Outcome.PAUSED;
    }

    /** Whether the events before {@code position} have an order; false if that is not known yet. */
    boolean hasReached(int position) {
        return furthest >= position;
    }

    /** Searches on, for {@code budget} configurations at most. */
    Outcome run(long budget) {
        for (long i = 0; i < budget; i++) {
            if (!isForward && !backtrack()) {
                return Outcome.EXHAUSTED;
            }
            if (isForward && advance()) {
                return Outcome.FOUND;
            }
            if (isForward) {
                meet();
            }
        }
        return Outcome.PAUSED;
    }

    /** Goes on to the next return that {@code current} does not explain; true if there is none. */
    private boolean advance() {
        Configuration c = current;
        for (int events = history.events(); window.position() < events; ) {
            int event = history.event(window.position());
            if (event < 0) {
                int slot = script.slotOf(~event);
                if (!c.isSettled(slot)) {
                    return false;
                }
                if (c.isCovered(slot) && !window.isReadOnlyAt(slot)) {
                    push(window.position(), c.copy(), EXPIRING);
                }
                c.clear(slot);
                window.forward();
            } else {
                window.forward();
                int slot = script.slotOf(event);
                if (slot != Script.NO_SLOT) {
                    rules.invoke(c, slot);
                }
            }
        }
        return true;
    }

    /** Meets the blocked return: lets its call happen at once if the state allows that. */
    private void meet() {
        int position = window.position();
        furthest = Math.max(furthest, position);
        effort.step(position);
        if (memo.knows(position, current)) {
            isForward = false;
            return;
        }
        int slot = script.slotOf(~history.event(position));
        push(position, current, NOT_YET);
        int effect = window.effectAt(slot);
        if (transitions.next(current.state, effect) >= 0 && rules.isNeeded(current, effect)) {
            current = current.copy();
            rules.happen(current, slot);
        } else {
            isForward = false;
        }
    }

    private void push(int position, Configuration c, int kind) {
        if (depth == met.length) {
            met = Arrays.copyOf(met, 2 * depth);
            firstMove = Arrays.copyOf(firstMove, 2 * depth);
            nextMove = Arrays.copyOf(nextMove, 2 * depth);
            metAt = Arrays.copyOf(metAt, 2 * depth);
        }
        if (depth == held) {
            effort.hold((long) FRAME_BYTES * FRAMES_A_HOLD);
            held += FRAMES_A_HOLD;
        }
        met[depth] = c;
        metAt[depth] = position;
        firstMove[depth] = kind;
        depth++;
    }

    /** Takes the next alternative of the latest configuration that has one; false if none has. */
    private boolean backtrack() {
        if (depth == 0) {
            return start();
        }
        int top = depth - 1;
        Configuration c = met[top];
        window.rewind(metAt[top]);
        if (firstMove[top] == EXPIRING) {
            depth--;
            c.uncover(script.slotOf(~history.event(metAt[top])));
            current = c;
            isForward = true;
            return true;
        }
        if (firstMove[top] == NOT_YET) {
            memo.add(metAt[top], c);
            firstMove[top] = alternativeCount;
            list(c, metAt[top]);
            nextMove[top] = alternativeCount;
        }
        if (nextMove[top] == firstMove[top]) {
            depth--;
            return true;
        }
        int move = alternatives[--nextMove[top]];
        alternativeCount = nextMove[top];
        current = c.copy();
        if (move >= 0) {
            rules.happen(current, move);
        } else {
            rules.happenOptionally(current, ~move);
        }
        isForward = true;
        if (nextMove[top] == firstMove[top]) {
            depth--;
        }
        return true;
    }

    private boolean start() {
        if (startsTried == starts.length) {
            return false;
        }
        window.rewind(0);
        current = new Configuration(starts[startsTried++], script.words());
        isForward = true;
        return true;
    }

    /** Puts the moves of {@code c} on the stack of alternatives, the first to be tried on top. */
    private void list(Configuration c, int position) {
        moves.find(c, script.slotOf(~history.event(position)));
        int count = moves.count();
        if (alternativeCount + count > alternatives.length) {
            alternatives = Arrays.copyOf(alternatives, 2 * (alternativeCount + count));
        }
        for (int i = count - 1; i >= 0; i--) {
            alternatives[alternativeCount++] = moves.move(i);
        }
    }
}
