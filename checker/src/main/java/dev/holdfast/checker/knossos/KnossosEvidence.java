package dev.holdfast.checker.knossos;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.List;

/** Turns Knossos's last moments of a search into evidence. For one thread. */
final class KnossosEvidence {
    private static final int MOST_PATHS_TOLD = 3;

    private final History history;
    private final Subhistory part;
    private final Answer answer;
    private final Algorithm algorithm;

    KnossosEvidence(History history, Subhistory part, Answer answer, Algorithm algorithm) {
        this.history = history;
        this.part = part;
        this.answer = answer;
        this.algorithm = algorithm;
    }

    Evidence evidence() {
        Proof proof = new Proof(Kinds.NOT_LINEARIZABLE);
        if (answer.op() < 0) {
            return proof.saying(
                    "no order of the operations explains every result",
                    "Knossos (%s) found none, and does not say where it ends."
                            .formatted(algorithm.label()));
        }
        Operation last = operation(answer.op());
        proof.operations(last);
        if (answer.previousOk() >= 0) {
            proof.operations(operation(answer.previousOk()));
        }
        for (List<Answer.PathStep> path : answer.paths()) {
            path.forEach(step -> proof.operations(operation(step.op())));
        }
        for (Answer.Config config : answer.configs()) {
            config.pending().forEach(index -> proof.operations(operation(index)));
        }
        steps(proof);
        return proof.saying(
                "no order of the operations explains that process %d %s"
                        .formatted(last.process(), tell(last)),
                argument(last));
    }

    /** The steps of the shortest path: the last state that was reached, and what cannot follow. */
    private void steps(Proof proof) {
        if (answer.paths().isEmpty()) {
            return;
        }
        List<Answer.PathStep> path = answer.paths().get(0);
        for (int i = 1; i < path.size(); i++) {
            boolean isLast = i == path.size() - 1;
            String after = Words.name(path.get(i).model());
            proof.step(
                    history.op(path.get(i).op()),
                    Words.name(path.get(i - 1).model()),
                    isLast ? "impossible: " + after : after);
        }
    }

    private String argument(Operation last) {
        List<String> said = new ArrayList<>();
        said.add(
                "Knossos (%s) tried every order that invocations and returns allow."
                        .formatted(algorithm.label()));
        if (answer.previousOk() >= 0) {
            said.add(
                    "Whatever returned up to op #%d can be explained."
                            .formatted(answer.previousOk()));
        }
        said.add(
                "Then op #%d by process %d returned at %s, which %s, and no order has room for it."
                        .formatted(
                                answer.op(),
                                last.process(),
                                Words.at(history.op(answer.op())),
                                tell(last)));
        answer.paths().stream().limit(MOST_PATHS_TOLD).map(this::path).forEach(said::add);
        int more = answer.paths().size() - MOST_PATHS_TOLD;
        if (more > 0) {
            said.add("Knossos shows %d more ways that fail.".formatted(more));
        }
        return String.join(" ", said);
    }

    private String path(List<Answer.PathStep> path) {
        if (path.isEmpty()) {
            return "";
        }
        List<String> said = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            Answer.PathStep step = path.get(i);
            String model = Words.name(step.model());
            if (i == path.size() - 1) {
                said.add("op #%d is impossible: %s".formatted(step.op(), model));
            } else if (i == 0) {
                said.add("from state %s".formatted(model));
            } else {
                said.add("op #%d leads to %s".formatted(step.op(), model));
            }
        }
        String text = String.join(", ", said);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private Operation operation(int index) {
        Op op = history.op(index);
        return Operation.at(history, op.isInvoke() ? index : history.invocationOf(index));
    }

    /** In the words of the part's model, which may see less of an operation than was recorded. */
    private String tell(Operation operation) {
        Model<?> model = part.model();
        int index = operation.invocation().index();
        for (int call = 0; call < part.calls(); call++) {
            if (part.invocation(call).index() == index) {
                return Words.name(model.tell(part.operation(call)));
            }
        }
        return Words.name(operation.f());
    }
}
