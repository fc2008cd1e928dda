package dev.holdfast.checker.subhistory;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits a history into the subhistories of the objects that it is about.
 *
 * <p>A history is linearizable if and only if each of them is (Herlihy and Wing 1990, locality).
 */
public final class Subhistories {
    private static final int LEFT_OUT = -1;

    private final History history;
    private final Model<?> model;
    private final Fails fails;
    private final Map<Object, SubhistoryBuilder> builders = new HashMap<>();
    private final List<SubhistoryBuilder> inOrder = new ArrayList<>();
    private final Set<String> functions;
    private final boolean isKeyed;

    /** Whether only an operation whose value has fields can name its object. */
    private final boolean isNamedByField;

    private final String[] known = new String[16];
    private int knownCount;
    private @Nullable SubhistoryBuilder onlyOne;
    private @Nullable SubhistoryBuilder lastBuilder;
    private @Nullable SubhistoryBuilder[] builderOf = new SubhistoryBuilder[0];

    private Subhistories(History history, Model<?> model, Fails fails) {
        this.history = history;
        this.model = model;
        this.fails = fails;
        this.functions = model.functions();
        this.isKeyed = model instanceof IndependentModel<?>;
        this.isNamedByField = Models.isOurs(model) && !isKeyed;
    }

    /**
     * The subhistories in the order in which their objects first appear; those without a call too.
     * Of an {@link IndependentModel} each is a subhistory of the inner model, whose values are
     * without their key. Events of functions that {@code model} does not know, and the nemesis's,
     * are left out. O(n).
     */
    public static List<Subhistory> of(History history, Model<?> model, Fails fails) {
        return new Subhistories(history, model, fails).split();
    }

    private List<Subhistory> split() {
        int size = history.size();
        int[] callOf = new int[size];
        Arrays.fill(callOf, LEFT_OUT);
        for (int i = 0; i < size; i++) {
            if (history.isNemesis(i)) {
                continue;
            }
            if (history.type(i) == OpType.INVOKE) {
                if (isKnown(history.f(i))) {
                    invoke(i, callOf);
                }
                continue;
            }
            int invocation = history.invocationOf(i);
            int call = callOf[invocation];
            if (call != LEFT_OUT && history.type(i) != OpType.INFO) {
                builderOf(invocation).returned(call);
            }
        }
        return inOrder.stream().map(SubhistoryBuilder::build).toList();
    }

    /** Histories share their strings, mostly, so that a comparison is a glance. */
    private boolean isKnown(String f) {
        for (int i = 0; i < knownCount; i++) {
            if (f.equals(known[i])) {
                return true;
            }
        }
        if (!functions.contains(f)) {
            return false;
        }
        known[knownCount < known.length ? knownCount++ : 0] = f;
        return true;
    }

    private void invoke(int i, int[] callOf) {
        SubhistoryBuilder builder = builder(i);
        int end = history.completionOf(i);
        OpType outcome = end == History.NONE ? OpType.INFO : history.type(end);
        if (counts(i, outcome)) {
            callOf[i] = builder.invoked(i, outcome == OpType.FAIL);
            if (inOrder.size() > 1) {
                remember(i, builder);
            }
        }
    }

    /** Only where there are several objects does a return have to find its own. */
    private void remember(int invocation, SubhistoryBuilder builder) {
        if (builderOf.length == 0) {
            builderOf = new SubhistoryBuilder[history.size()];
        }
        builderOf[invocation] = builder;
    }

    private SubhistoryBuilder builderOf(int invocation) {
        SubhistoryBuilder found = builderOf.length == 0 ? null : builderOf[invocation];
        return found == null ? inOrder.get(0) : found;
    }

    private boolean counts(int invocation, OpType outcome) {
        if (outcome == OpType.INFO) {
            return !model.isReadOnly(new Operation(history.op(invocation), null));
        }
        return outcome == OpType.OK || fails == Fails.STRICT;
    }

    private SubhistoryBuilder builder(int invocation) {
        Object part =
                isNamedByField && !history.hasFields(invocation)
                        ? null
                        : model.part(new Operation(history.op(invocation), null));
        if (part == null) {
            if (onlyOne == null) {
                onlyOne = add(null);
            }
            return onlyOne;
        }
        SubhistoryBuilder last = lastBuilder;
        if (last == null || !part.equals(last.part)) {
            last = builders.computeIfAbsent(part, this::add);
            lastBuilder = last;
        }
        return last;
    }

    private SubhistoryBuilder add(@Nullable Object part) {
        Model<?> each = model instanceof IndependentModel<?> keyed ? keyed.model() : model;
        SubhistoryBuilder made =
                new SubhistoryBuilder(each, fails, part).recorded(history, isKeyed);
        if (inOrder.isEmpty()) { // it may be the only one
            made.expecting(history.size());
        }
        inOrder.add(made);
        return made;
    }
}
