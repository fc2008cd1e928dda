package dev.holdfast.checker.search;

import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;

/**
 * What is open at a position of a script, for all configurations alike; moves both ways, at a cost
 * of O(1) an event. For one thread.
 */
final class Window {
    private final Script script;
    private final Subhistory history;
    private final int[] callAt;
    private final int[] effectAt;
    private final int[] returnAt;
    private final long[] open;
    private final int[] invoked;
    private int[] kinds = new int[8];
    private int kindCount;
    private int position;

    Window(Script script) {
        this.script = script;
        this.history = script.history();
        this.callAt = new int[script.slots()];
        this.effectAt = new int[script.slots()];
        this.returnAt = new int[script.slots()];
        this.open = new long[script.words()];
        this.invoked = new int[script.effects()];
    }

    /** The next event. */
    int position() {
        return position;
    }

    /** Steps over the next event. */
    void forward() {
        int event = history.event(position++);
        if (event < 0) {
            shut(script.slotOf(~event));
            return;
        }
        int slot = script.slotOf(event);
        if (slot == Script.NO_SLOT) {
            int effect = script.effectOf(event);
            if (invoked[effect]++ == 0 && !script.isReadOnly(effect)) {
                addKind(effect);
            }
        } else {
            let(event, slot);
        }
    }

    /** Goes back to {@code earlier}. */
    void rewind(int earlier) {
        while (position > earlier) {
            int event = history.event(--position);
            if (event < 0) {
                let(~event, script.slotOf(~event));
                continue;
            }
            int slot = script.slotOf(event);
            if (slot == Script.NO_SLOT) {
                int effect = script.effectOf(event);
                if (--invoked[effect] == 0 && !script.isReadOnly(effect)) {
                    kindCount--;
                }
            } else {
                shut(slot);
            }
        }
    }

    private void let(int call, int slot) {
        callAt[slot] = call;
        effectAt[slot] = script.effectOf(call);
        returnAt[slot] = history.returnedAt(call);
        open[slot >>> 6] |= 1L << slot;
    }

    private void shut(int slot) {
        open[slot >>> 6] &= ~(1L << slot);
    }

    private void addKind(int effect) {
        if (kindCount == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * kindCount);
        }
        kinds[kindCount++] = effect;
    }

    /** The open slots of word {@code word}. */
    long open(int word) {
        return open[word];
    }

    int callAt(int slot) {
        return callAt[slot];
    }

    int effectAt(int slot) {
        return effectAt[slot];
    }

    /** Whether the call in {@code slot} leaves every state as it is. */
    boolean isReadOnlyAt(int slot) {
        return script.isReadOnly(effectAt[slot]);
    }

    /** The position at which the call in {@code slot} returns. */
    int returnAt(int slot) {
        return returnAt[slot];
    }

    /** How many calls of unknown outcome with {@code effect} were invoked so far. */
    int invoked(int effect) {
        return invoked[effect];
    }

    /** How many different effects the calls of unknown outcome have that were invoked so far. */
    int kinds() {
        return kindCount;
    }

    /** The {@code i}th of them, in the order in which they came. */
    int kind(int i) {
        return kinds[i];
    }
}
