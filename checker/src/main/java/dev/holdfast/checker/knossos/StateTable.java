package dev.holdfast.checker.knossos;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model behind numbers: states and effects are numbered, and questions about them are answered in
 * one line.
 *
 * <p>This is what lets Knossos, in another process, search with any model, also one whose class
 * that process does not have. For one thread.
 *
 * @param <S> the model's state
 */
final class StateTable<S> {
    private final Model<S> model;
    private final List<Subhistory> parts;
    private final List<S> states = new ArrayList<>();
    private final Map<S, Integer> numbers = new HashMap<>();

    StateTable(Model<S> model, List<Subhistory> parts) {
        this.model = model;
        this.parts = parts;
        number(model.initial());
    }

    /** The number of the state before the first operation. */
    int start() {
        return 0;
    }

    /**
     * The answer to {@code step PART STATE EFFECT} or {@code describe STATE}.
     *
     * @throws IllegalArgumentException if that is no question, or one about what is not there
     */
    String answer(String question) {
        String[] words = question.split(" ", -1);
        try {
            if (words[0].equals("step") && words.length == 4) {
                return step(number(words[1]), number(words[2]), number(words[3]));
            }
            if (words[0].equals("describe") && words.length == 2) {
                return "text " + Words.name(model.describe(states.get(number(words[1]))));
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("cannot answer: " + Words.name(question), e);
        }
        throw new IllegalArgumentException("not a question: " + Words.name(question));
    }

    private String step(int part, int state, int effect) {
        Step<S> step = model.step(states.get(state), parts.get(part).effects().sample(effect));
        if (step instanceof Step.Next<S> next) {
            return "next " + number(next.state());
        }
        return "refused " + Words.name(((Step.Refused<S>) step).why());
    }

    private int number(S state) {
        Integer known = numbers.get(state);
        if (known == null) {
            known = states.size();
            states.add(state);
            numbers.put(state, known);
        }
        return known;
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
