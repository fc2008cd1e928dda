package dev.holdfast.checker.subhistory;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different effects of the calls of a subhistory, numbered from 0 as they first appear.
 *
 * <p>Calls of one effect get the same answer from the model in every state.
 */
public final class Effects {
    private final int[] of;
    private final List<Operation> samples;
    private final boolean[] readOnly;

    private Effects(int[] of, List<Operation> samples, boolean[] readOnly) {
        this.of = of;
        this.samples = samples;
        this.readOnly = readOnly;
    }

    static Effects of(Subhistory h) {
        Model<?> model = h.model();
        int[] of = new int[h.calls()];
        List<Operation> samples = new ArrayList<>();
        Map<Object, Integer> known = new HashMap<>();
        for (int c = 0; c < of.length; c++) {
            Operation operation = h.operation(c);
            Object effect = model.effect(operation);
            Integer id = known.get(effect);
            if (id == null) {
                id = samples.size();
                known.put(effect, id);
                samples.add(operation);
            }
            of[c] = id;
        }
        boolean[] readOnly = new boolean[samples.size()];
        for (int c = 0; c < of.length; c++) {
            readOnly[of[c]] |= h.isTest(c);
        }
        for (int i = 0; i < readOnly.length; i++) {
            readOnly[i] |= model.isReadOnly(samples.get(i));
        }
        return new Effects(of, List.copyOf(samples), readOnly);
    }

    /** How many different effects there are. */
    public int count() {
        return samples.size();
    }

    /** The effect of {@code call}, from 0. */
    public int of(int call) {
        return of[call];
    }

    /** An operation that has {@code effect}. */
    public Operation sample(int effect) {
        return samples.get(effect);
    }

    /** Whether {@code effect} leaves every state as it is in which it is not refused. */
    public boolean isReadOnly(int effect) {
        return readOnly[effect];
    }
}
