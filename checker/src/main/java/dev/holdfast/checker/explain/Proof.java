package dev.holdfast.checker.explain;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.verdict.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds one {@link Evidence}: the ops, what is to be said, and the steps. For one thread. */
public final class Proof {
    private final String kind;
    private final TreeMap<Integer, Op> ops = new TreeMap<>();
    private final List<Evidence.Step> steps = new ArrayList<>();

    /** A proof of a violation of {@code kind}, one of {@code Kinds}. */
    public Proof(String kind) {
        this.kind = kind;
    }

    /** Adds single events to the proof; null stands for none. */
    public Proof events(@Nullable Op... events) {
        for (Op op : events) {
            if (op != null) {
                ops.put(op.index(), op);
            }
        }
        return this;
    }

    /** Adds operations, each with its invocation and completion. */
    public Proof operations(Operation... operations) {
        for (Operation o : operations) {
            events(o.invocation(), o.completion());
        }
        return this;
    }

    /** Adds a step. */
    public Proof step(Op op, String before, String after) {
        steps.add(new Evidence.Step(op.index(), before, after));
        return this;
    }

    /**
     * Adds the steps that {@code model} makes of {@code operations} in this order, up to the one
     * that it refuses.
     */
    public <S> Proof play(Model<S> model, List<Operation> operations) {
        S state = model.initial();
        for (Operation o : operations) {
            Op op = o.completion() == null ? o.invocation() : o.completion();
            String before = Words.name(model.describe(state));
            Step<S> step = model.step(state, o);
            if (step instanceof Step.Refused<S> refused) {
                return step(op, before, "impossible: " + Words.name(refused.why()));
            }
            state = ((Step.Next<S>) step).state();
            step(op, before, Words.name(model.describe(state)));
        }
        return this;
    }

    /** The proof with its summary and its argument. */
    public Evidence saying(String summary, String argument) {
        return new Evidence(kind, summary, argument, List.copyOf(ops.values()), steps);
    }
}
