package dev.holdfast.checker.linear;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.Step;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that is not of the catalogue, held to what {@link Model} promises: a step that answers
 * null would pass for a refusal, and a history be accused of it.
 *
 * @param model somebody's
 * @param <S> its state
 */
record ForeignModel<S>(Model<S> model) implements Model<S> {

    /** {@code model}, guarded unless it is ours, whose class the engines want to see. */
    static Model<?> guarded(Model<?> model) {
        return Models.isOurs(model) || model instanceof ForeignModel
                ? model
                : new ForeignModel<>(model);
    }

    @Override
    public Step<S> step(S state, Operation operation) {
        Step<S> step = model.step(state, operation);
        if (step == null
                || (step instanceof Step.Next<S> next && next.state() == null)
                || (step instanceof Step.Refused<S> refused && refused.why() == null)) {
            throw new IllegalStateException(
                    "model %s answered op #%d with null; expected a state, or why it is refused"
                            .formatted(name(), operation.invocation().index()));
        }
        return step;
    }

    @Override
    public S initial() {
        return Objects.requireNonNull(model.initial(), "the initial state of the model is null");
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String summary() {
        return model.summary();
    }

    @Override
    public Set<String> functions() {
        return model.functions();
    }

    @Override
    public boolean isReadOnly(Operation operation) {
        return model.isReadOnly(operation);
    }

    @Override
    public Object effect(Operation operation) {
        return model.effect(operation);
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return model.part(invoked);
    }

    @Override
    public boolean isFinite() {
        return model.isFinite();
    }

    @Override
    public String semantics() {
        return model.semantics();
    }

    @Override
    public @Nullable String complaint(Operation operation) {
        return model.complaint(operation);
    }

    @Override
    public boolean mayComplain(String f) {
        return model.mayComplain(f);
    }

    @Override
    public String describe(S state) {
        return model.describe(state);
    }

    @Override
    public String tell(Operation operation) {
        return model.tell(operation);
    }
}
