package dev.holdfast.checker.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.shortcut.Deciders;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.Goldens;
import dev.holdfast.checker.search.Searches;
import dev.holdfast.checker.subhistory.Subhistories;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proofs of small invalid histories, word for word: {@code
 * histories/model/<model>/invalid/<name>.txt} beside each history.
 *
 * <p>Where the words are meant to change, run with {@code -Dholdfast.golden.write=true} and read
 * the difference.
 */
class ModelProofsTest {
    static List<Goldens.Golden> histories() throws IOException {
        return Goldens.all().stream().filter(g -> !g.isValid()).toList();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void theProofIsWordForWord(Goldens.Golden golden) throws IOException {
        List<Evidence> evidence = evidence(golden);
        assertEquals(1, evidence.size(), "parts that are not linearizable");
        String text = text(evidence.get(0));
        Path file = Path.of(golden.file().toString().replaceAll("\\.edn$", ".txt"));
        if (Boolean.getBoolean("holdfast.golden.write")) {
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text);
    }

    private static List<Evidence> evidence(Goldens.Golden golden) {
        History history = golden.history();
        Decider engine = Searches.competition();
        Explainer explainer = new Explainer(engine, Duration.ofMinutes(5));
        Minimizer minimizer = new Minimizer(engine, Duration.ofMinutes(5));
        List<Evidence> evidence = new ArrayList<>();
        for (Subhistory h : Subhistories.of(history, golden.model(), golden.fails())) {
            if (decide(h) instanceof Finding.NotLinearizable no) {
                evidence.add(explainer.explain(history, h, no, Effort.standard()));
                Counterexample c = minimizer.minimize(h, no, Effort.standard());
                assertTrue(c.isMinimal() && c.isConfirmed());
                assertInstanceOf(
                        Finding.NotLinearizable.class,
                        new Permutations().decide(c.subhistory(), Effort.standard()));
            }
        }
        return evidence;
    }

    /** By the same procedure as in a check. */
    private static Finding decide(Subhistory h) {
        for (Decider decider : Deciders.all()) {
            if (decider.isFor(h)) {
                return decider.decide(h, Effort.standard());
            }
        }
        return Searches.competition().decide(h, Effort.standard());
    }

    private static String text(Evidence e) {
        StringBuilder s = new StringBuilder();
        s.append(e.kind()).append('\n').append(e.summary()).append('\n').append(e.argument());
        s.append("\nops");
        for (Op op : e.ops()) {
            s.append(" #").append(op.index());
        }
        s.append('\n');
        for (Evidence.Step step : e.steps()) {
            s.append("  #").append(step.op()).append(": ");
            s.append(step.before()).append(" -> ").append(step.after()).append('\n');
        }
        return s.toString();
    }
}
