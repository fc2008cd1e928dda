package dev.holdfast.checker.search;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.subhistory.Effects;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import java.util.List;

/**
 * A subhistory as the searches read it: effects in place of operations, and for each required call
 * a slot that no other call has while it is open.
 *
 * <p>A call has the same slot in every configuration, so that sets of calls that are open at one
 * position compare word by word. Immutable; any thread. O(calls) to make.
 */
final class Script {
    static final int NO_SLOT = -1;

    private final Subhistory history;
    private final Effects effects;
    private final List<Operation> free;
    private final int[] slotOf;
    private final int slots;

    Script(Subhistory history) {
        this.history = history;
        this.effects = history.effects();
        this.free = history.free().stream().filter(op -> !history.model().isReadOnly(op)).toList();
        this.slotOf = new int[history.calls()];
        this.slots = giveSlots();
    }

    private int giveSlots() {
        int[] idle = new int[16];
        int idles = 0;
        int count = 0;
        for (int i = 0; i < history.events(); i++) {
            int event = history.event(i);
            if (event < 0) {
                idle = idles == idle.length ? Arrays.copyOf(idle, 2 * idles) : idle;
                idle[idles++] = slotOf[~event];
            } else if (history.isOptional(event)) {
                slotOf[event] = NO_SLOT;
            } else {
                slotOf[event] = idles > 0 ? idle[--idles] : count++;
            }
        }
        return count;
    }

    /** Whether every call happened, so that counting or not is the same. O(calls). */
    boolean isCertain() {
        return free.isEmpty() && Arrays.stream(slotOf).noneMatch(s -> s == NO_SLOT);
    }

    Subhistory history() {
        return history;
    }

    /** How many calls are open at once at most. */
    int slots() {
        return slots;
    }

    /** How many words a set of slots takes. */
    int words() {
        return Math.max(1, (slots + Long.SIZE - 1) / Long.SIZE);
    }

    /** The slot of {@code call}, or {@link #NO_SLOT} if it is optional. */
    int slotOf(int call) {
        return slotOf[call];
    }

    int effectOf(int call) {
        return effects.of(call);
    }

    /** How many effects there are, those of the free operations last. */
    int effects() {
        return effects.count() + free.size();
    }

    /** The first effect of a free operation. */
    int firstFree() {
        return effects.count();
    }

    Operation sample(int effect) {
        return effect < effects.count()
                ? effects.sample(effect)
                : free.get(effect - effects.count());
    }

    boolean isReadOnly(int effect) {
        return effect < effects.count() && effects.isReadOnly(effect);
    }
}
