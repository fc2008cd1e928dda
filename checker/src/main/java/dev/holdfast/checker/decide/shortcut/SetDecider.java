package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.model.SetModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Decides the set that is empty at first, only added to, and read as a whole. */
final class SetDecider extends Shortcut<SetModel> {
    SetDecider() {
        super("grow-set", SetModel.class);
    }

    @Override
    boolean fits(Subhistory h, SetModel model) {
        if (!model.start().isEmpty() || !isLenient(h)) {
            return false;
        }
        for (int call = 0; call < h.calls(); call++) {
            String f = h.invocation(call).f();
            if (!f.equals("add") && !f.equals("read")) {
                return false;
            }
        }
        return true;
    }

    @Override
    Finding decide(Subhistory h, SetModel model, Effort effort) {
        int calls = h.calls();
        int[] added = new int[calls];
        int[][] seen = new int[calls][];
        ValueTable values = new ValueTable(calls);
        Elements elements = new Elements(values);
        for (int call = 0; call < calls; call++) {
            effort.step(h.invokedAt(call));
            Effect effect = Words.effect(h, call);
            added[call] = SetRule.NONE;
            if (effect.f().equals("add")) {
                Object element = effect.argument();
                added[call] = values.add(element == null ? Nil.NIL : element);
            } else if (effect.result() instanceof Collection<?> items) {
                seen[call] = elements.of(items, call);
            } else if (effect.result() == Nil.NIL) {
                seen[call] = elements.of(List.of(), call);
            }
        }
        return new SetRule(h, added, seen, values.size()).decide();
    }

    /** Numbers the elements of reads, each once a read. */
    private static final class Elements {
        private final ValueTable values;
        private int[] lastSeenBy = new int[16];

        Elements(ValueTable values) {
            this.values = values;
        }

        int[] of(Collection<?> items, int read) {
            int[] ids = new int[items.size()];
            int size = 0;
            for (Object item : items) {
                int id = values.add(item == null ? Nil.NIL : item);
                if (id >= lastSeenBy.length) {
                    lastSeenBy = Arrays.copyOf(lastSeenBy, 2 * id);
                }
                if (lastSeenBy[id] != read + 1) {
                    lastSeenBy[id] = read + 1;
                    ids[size++] = id;
                }
            }
            return Arrays.copyOf(ids, size);
        }
    }
}
