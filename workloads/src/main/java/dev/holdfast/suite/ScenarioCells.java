package dev.holdfast.suite;

import dev.holdfast.run.Subjects;
import dev.holdfast.scenario.Expectation;
import dev.holdfast.scenario.Scenario;
import dev.holdfast.scenario.ScenarioWorkload;
import dev.holdfast.scenario.Scenarios;
import dev.holdfast.suite.Block.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells of a block of scenarios: each is played once, and must find what it says. */
final class ScenarioCells {
    private static final String ALL = "all";
    private static final String ALL_OF = "/*";

    private ScenarioCells() {}

    /**
     * A cell for each scenario and environment.
     *
     * @throws BadSuiteException if there is no such scenario, or it is named twice
     */
    static List<Cell> of(String file, Block block, Knobs knobs) {
        Map<String, Word> chosen = new LinkedHashMap<>();
        for (Word word : block.words(SuiteReader.SCENARIOS)) {
            for (Scenario scenario : named(file, word)) {
                if (chosen.putIfAbsent(scenario.id(), word) != null) {
                    throw new BadSuiteException(
                            file, word.line(), scenario.id() + " is there twice; name it once");
                }
            }
        }
        List<Cell> cells = new ArrayList<>();
        chosen.forEach(
                (id, word) -> {
                    for (String env : knobs.environments()) {
                        cells.add(cell(Scenarios.find(id), env, knobs.said(), at(file, word)));
                    }
                });
        return cells;
    }

    private static List<Scenario> named(String file, Word word) {
        String text = word.text();
        if (text.equals(ALL)) {
            return Scenarios.all();
        }
        try {
            if (!text.endsWith(ALL_OF)) {
                return List.of(Scenarios.find(text));
            }
            String prefix = text.substring(0, text.length() - 1);
            List<Scenario> some =
                    Scenarios.all().stream().filter(s -> s.id().startsWith(prefix)).toList();
            return some.isEmpty() ? List.of(Scenarios.find(text)) : some;
        } catch (IllegalArgumentException e) {
            throw new BadSuiteException(file, word.line(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> at(String file, Word word) {
        return word.text().equals(ALL) ? Optional.empty() : Optional.of(file + ":" + word.line());
    }

    private static Cell cell(Scenario scenario, String env, String said, Optional<String> namedAt) {
        String id = "scenario/" + scenario.id();
        return new Cell(
                env.equals(Knobs.AUTO) ? id : id + "@" + env,
                scenario.plan(),
                Subjects.describe(scenario.plan().subject(), List.of()),
                new ScenarioWorkload(scenario),
                env,
                false,
                Expect.FINDINGS,
                "must find "
                        + scenario.expectations().stream()
                                .map(Expectation::text)
                                .collect(Collectors.joining("; ")),
                said,
                false,
                namedAt);
    }
}
