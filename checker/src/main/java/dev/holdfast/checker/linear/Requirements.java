package dev.holdfast.checker.linear;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Models;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether a history speaks the language of a model. */
final class Requirements {
    private static final int MOST_NAMED = 20;

    private Requirements() {}

    /**
     * Refuses a history with functions that the model does not know and that are not to be ignored,
     * and one with operations that the model cannot read.
     */
    static void check(History history, Settings settings) {
        if (IntStream.range(0, history.size())
                .parallel()
                .noneMatch(i -> isStrange(history, i, settings))) {
            return;
        }
        Model<?> model = settings.model();
        Set<String> unknown = new TreeSet<>(Models.unknownFunctions(model, history));
        unknown.removeAll(settings.ignored());
        if (!unknown.isEmpty()) {
            throw new BadHistoryException(
                    "unknown function%s %s; model %s knows %s (what else there is can be ignored)"
                            .formatted(
                                    unknown.size() == 1 ? "" : "s",
                                    listed(unknown),
                                    model.name(),
                                    listed(model.functions())));
        }
        Models.requireWellFormed(model, history);
    }

    private static boolean isStrange(History history, int index, Settings settings) {
        if (history.type(index) != OpType.INVOKE || history.isNemesis(index)) {
            return false;
        }
        Model<?> model = settings.model();
        String f = history.f(index);
        return model.functions().contains(f)
                ? model.mayComplain(f) && model.complaint(Operation.at(history, index)) != null
                : !settings.ignored().contains(f);
    }

    private static String listed(Set<String> names) {
        return new TreeSet<>(names)
                .stream().limit(MOST_NAMED).map(Words::name).collect(Collectors.joining(", "));
    }
}
