package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many objects of one model, each operation naming its own: {@code [key value]}.
 *
 * <p>As {@code jepsen.independent} lifts a test to many keys; its tuples print as vectors, so a
 * history does not tell {@code :cas [1 2]} of one register from a write of 2 to register 1. Hence
 * this is for the user to say.
 *
 * @param model what each object is
 * @param <S> the state of each
 */
public record IndependentModel<S>(Model<S> model) implements Model<S> {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String summary() {
        return model.summary() + ", one for each key";
    }

    @Override
    public Set<String> functions() {
        return model.functions();
    }

    @Override
    public S initial() {
        return model.initial();
    }

    /** {@code operation} as the object of its key sees it. */
    public static Operation inner(Operation operation) {
        Op completion = operation.completion();
        return new Operation(
                inner(operation.invocation()), completion == null ? null : inner(completion));
    }

    /** {@code op} as the object of its key sees it. */
    public static Op inner(Op op) {
        List<?> pair = Values.pair(op.value());
        return new Op(
                op.index(),
                op.timeNanos(),
                op.process(),
                op.type(),
                op.f(),
                pair == null ? null : pair.get(1),
                op.error());
    }

    @Override
    public Step<S> step(S state, Operation operation) {
        return model.step(state, inner(operation));
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return model.isReadOnly(inner(operation));
    }

    @Override
    public Object effect(Operation operation) {
        return model.effect(inner(operation));
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        List<?> pair = Values.pair(invoked.argument());
        Object key = Values.orNil(pair == null ? null : pair.get(0));
        Object part = model.part(inner(invoked));
        return part == null ? key : List.of(key, part);
    }

    @Override
    public boolean isFinite() {
        return model.isFinite();
    }

    @Override
    public @Nullable String complaint(Operation operation) {
        Object result = operation.result();
        if (Values.pair(operation.argument()) == null
                || (result != null && Values.pair(result) == null)) {
            return "has value %s; expected a key and a value, such as [1 nil]"
                    .formatted(
                            Values.show(
                                    Values.pair(operation.argument()) == null
                                            ? operation.argument()
                                            : result));
        }
        Object asked = ((List<?>) Objects.requireNonNull(operation.argument())).get(0);
        Object answered = result == null ? asked : ((List<?>) result).get(0);
        if (!Objects.equals(asked, answered)) {
            return "is about key %s and returned key %s; expected the same"
                    .formatted(Values.show(asked), Values.show(answered));
        }
        return model.complaint(inner(operation));
    }

    @Override
    public String semantics() {
        String inner = model.semantics();
        return "one for each key" + (inner.isEmpty() ? "" : "; " + inner);
    }

    @Override
    public String describe(S state) {
        return model.describe(state);
    }

    @Override
    public String tell(Operation operation) {
        return model.tell(inner(operation));
    }
}
