package dev.holdfast.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A machine on which no clock can be moved. */
class FeasibleTest {
    private static final Function<Cell, Optional<String>> NO_CLOCKS =
            cell ->
                    cell.plan().faults().stream().anyMatch(f -> f.startsWith("clock-"))
                            ? Optional.of("there is no gcc")
                            : Optional.empty();

    private static List<Cell> cells(String text) {
        return Suites.parse("t", "t.yaml", text, Path.of(""), Optional.empty()).cells();
    }

    @Test
    void whatAPersonNamedIsRefusedWithItsLine() {
        List<Cell> cells =
                cells(
                        """
                        cells:
                          - subjects: redis-cas
                            faults:
                              - none
                              - clock-jump
                        """);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Feasible.of(cells, NO_CLOCKS));
        assertEquals("t.yaml:5: clock-jump: there is no gcc", refused.getMessage());
        assertEquals(cells, Feasible.of(cells, cell -> Optional.empty()).cells());
    }

    @Test
    void whatIsThereBecauseAllAreIsLeftOutAndTold() {
        List<Cell> cells = cells("cells: [{subjects: redis-cas, faults: all, seeds: 1..2}]");
        Feasible feasible = Feasible.of(cells, NO_CLOCKS);
        assertEquals(cells.size() - 6, feasible.cells().size());
        assertEquals(
                List.of(
                        "left out 6 cells with clock-jump, clock-skew, clock-strobe: there is no"
                                + " gcc"),
                feasible.leftOut());
    }

    @Test
    void suitesThatComeAlongRunEverywhere() {
        List<Cell> cells = Suites.find("seed", Optional.empty()).cells();
        Feasible feasible = Feasible.of(cells, NO_CLOCKS);
        assertTrue(feasible.cells().size() < cells.size());
        assertFalse(feasible.leftOut().isEmpty());
    }

    @Test
    void nothingLeftIsAnError() {
        List<Cell> cells = cells("cells: [{subjects: redis-cas, faults: none}]");
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Feasible.of(
                                        cells.stream().map(Cell::unnamed).toList(),
                                        cell -> Optional.of("no disk")));
        assertTrue(String.valueOf(refused.getMessage()).contains("no disk"));
    }
}
