package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.subhistory.Subhistory;

/** A decider for the subhistories, as recorded, of one kind of model. */
abstract class Shortcut<M> implements Decider {
    private final String name;
    private final Class<M> type;

    Shortcut(String name, Class<M> type) {
        this.name = name;
        this.type = type;
    }

    /** Whether it is exact for {@code h}, which is plain. */
    abstract boolean fits(Subhistory h, M model);

    abstract Finding decide(Subhistory h, M model, Effort effort);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean isFor(Subhistory h) {
        Model<?> model = model(h);
        return type.isInstance(model) && h.isPlain() && fits(h, type.cast(model));
    }

    @Override
    public final Finding decide(Subhistory h, Effort effort) {
        return decide(h, type.cast(model(h)), effort);
    }

    private static Model<?> model(Subhistory h) {
        Model<?> model = h.model();
        while (model instanceof IndependentModel<?> many) {
            model = many.model();
        }
        return model;
    }

    /** Whether failed operations say nothing in {@code h}, be it that there are none. */
    static boolean isLenient(Subhistory h) {
        return h.fails() == Fails.LENIENT || Words.hasNoTests(h);
    }

    @Override
    public final String toString() {
        return name;
    }
}
