package dev.holdfast.checker.knossos;

import clojure.lang.IFn;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.Set;

/**
 * A model of Knossos as one of ours, so that our engines decide by it.
 *
 * <p>As in Knossos an operation is its {@code :f} and its {@code :value}, which is the answer where
 * there is one; the process does not count, and a failure says nothing. Needs Clojure and Knossos
 * on the class path of the thread that makes it; used from any thread.
 */
public final class KnossosModel implements Model<Object> {
    private final String name;
    private final Set<String> functions;
    private final Object initial;
    private final IFn step;
    private final IFn isInconsistent;
    private final ClojureHistories histories;

    private KnossosModel(String name, Set<String> functions, Object initial) {
        this.name = name;
        this.functions = Set.copyOf(functions);
        this.initial = initial;
        this.step = Interop.function("knossos.model", "step");
        this.isInconsistent = Interop.function("knossos.model", "inconsistent?");
        this.histories = new ClojureHistories();
    }

    /**
     * The model that calling {@code namespace/constructor} without arguments returns, for example
     * {@code knossos.model} and {@code cas-register}.
     *
     * @param functions the functions that it knows; Knossos's models do not say
     * @throws KnossosMissingException if Clojure, Knossos or the namespace is not there
     */
    public static KnossosModel of(String namespace, String constructor, Set<String> functions) {
        Object initial = Interop.function(namespace, constructor).invoke();
        return new KnossosModel(namespace + "/" + constructor, functions, initial);
    }

    /** The model whose state before the first operation is {@code initial}. */
    public static KnossosModel of(Object initial, Set<String> functions) {
        return new KnossosModel(initial.getClass().getSimpleName(), functions, initial);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> functions() {
        return functions;
    }

    @Override
    public Object initial() {
        return initial;
    }

    @Override
    public Step<Object> step(Object state, Operation operation) {
        if (operation.outcome() == OpType.FAIL) {
            return new Step.Next<>(state);
        }
        Object next = step.invoke(state, histories.completed(operation));
        return Boolean.TRUE.equals(isInconsistent.invoke(next))
                ? new Step.Refused<>(String.valueOf(next))
                : new Step.Next<>(next);
    }

    @Override
    public Object effect(Operation operation) {
        Object value = operation.outcome() == OpType.OK ? operation.result() : operation.argument();
        OpType outcome = operation.outcome() == OpType.FAIL ? OpType.FAIL : OpType.OK;
        return new Effect(operation.f(), value, null, outcome, Effect.ANYONE);
    }
}
