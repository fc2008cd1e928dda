package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls on a register or an account with their values as numbers; the value at first is 0.
 *
 * <p>What a register's reads and writes of whole numbers say is plain to see, and they are most;
 * the others are asked of the model, which makes objects of each. O(n).
 */
final class RegisterCalls {
    /** By call the value that it finds and the one that it leaves; {@link Chains#NONE} if none. */
    final int[] seen;

    final int[] made;

    private final Subhistory h;
    private final ValueTable table;

    /** What a register's calls are in, or null if all are to be asked of the model. */
    private final @Nullable History recorded;

    RegisterCalls(Subhistory h, Object initial, Effort effort) {
        this.h = h;
        this.seen = new int[h.calls()];
        this.made = new int[h.calls()];
        this.table = new ValueTable(h.calls());
        this.recorded = h.model() instanceof RegisterModel ? h.recorded() : null;
        table.add(initial);
        for (int at = 0; at < h.events(); at++) {
            effort.step(at);
            int call = Words.toldAt(h, at);
            if (call >= 0) {
                read(call);
            }
        }
    }

    /** How many different values there are. */
    int values() {
        return table.size();
    }

    private void read(int call) {
        if (recorded != null && readNumber(call, recorded)) {
            return;
        }
        Effect effect = Words.effect(h, call);
        seen[call] = number(seen(effect));
        made[call] = number(made(effect));
    }

    /** Whether a register's {@code call} reads or writes a whole number, which is then noted. */
    private boolean readNumber(int call, History history) {
        int at = h.recordedAt(call);
        boolean reads = history.f(at).equals("read");
        if (reads) {
            at = history.completionOf(at);
        }
        boolean isKnown = at != History.NONE && (!reads || history.type(at) == OpType.OK);
        if (!isKnown || !history.isNumber(at) || !(reads || history.f(at).equals("write"))) {
            return false;
        }
        int value = table.add(history.number(at));
        seen[call] = reads ? value : Chains.NONE;
        made[call] = reads ? Chains.NONE : value;
        return true;
    }

    private int number(@Nullable Object value) {
        return value == null ? Chains.NONE : table.add(value);
    }

    /** The value that a call finds; null if it does not say. */
    private static @Nullable Object seen(Effect effect) {
        return switch (effect.f()) {
            case "read" -> effect.result();
            case "cas" -> change(effect, 0);
            default -> effect.result() == null ? null : effect.argument();
        };
    }

    /** The value that a call leaves, or null. */
    static @Nullable Object made(Effect effect) {
        return switch (effect.f()) {
            case "read" -> null;
            case "cas" -> change(effect, 1);
            // An account's write has the value that it replaces, if any, and its own as result.
            default -> effect.result() == null ? orNil(effect.argument()) : effect.result();
        };
    }

    private static Object change(Effect cas, int which) {
        if (cas.argument() instanceof List<?> change) {
            return orNil(change.get(which));
        }
        throw new IllegalArgumentException(
                "a cas of %s; expected two values".formatted(cas.argument()));
    }

    private static Object orNil(@Nullable Object value) {
        return value == null ? Nil.NIL : value;
    }
}
