package dev.holdfast.suite;

import dev.holdfast.run.Environments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The cells for which this machine has what their faults need.
 *
 * <p>Which cells a suite has does not depend on the machine, so that every part of it is the same
 * everywhere; what a person named and this machine lacks is an error, anything else is left out and
 * told.
 *
 * @param cells those that can run
 * @param leftOut a line for each reason why others cannot
 */
public record Feasible(List<Cell> cells, List<String> leftOut) {
    public Feasible {
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks what this machine has.
     *
     * @throws IllegalArgumentException in one line, if it lacks what a person named, or everything
     */
    public static Feasible of(List<Cell> cells) {
        Map<String, Environments> known = new HashMap<>();
        return of(
                cells,
                cell ->
                        known.computeIfAbsent(cell.env(), Environments::of)
                                .unavailable(cell.plan().faults()));
    }

    static Feasible of(List<Cell> cells, Function<Cell, Optional<String>> obstacle) {
        List<Cell> can = new ArrayList<>();
        Map<String, List<Cell>> cannot = new LinkedHashMap<>();
        for (Cell cell : cells) {
            Optional<String> why = obstacle.apply(cell);
            if (why.isEmpty()) {
                can.add(cell);
            } else if (cell.namedAt().isPresent()) {
                throw new IllegalArgumentException(
                        "%s: %s: %s".formatted(cell.namedAt().get(), cell.condition(), why.get()));
            } else {
                cannot.computeIfAbsent(why.get(), w -> new ArrayList<>()).add(cell);
            }
        }
        List<String> leftOut = new ArrayList<>();
        cannot.forEach(
                (why, left) ->
                        leftOut.add(
                                "left out %d cells with %s: %s"
                                        .formatted(left.size(), conditions(left), why)));
        if (can.isEmpty()) {
            throw new IllegalArgumentException("no cell is left to run: " + leftOut);
        }
        return new Feasible(can, leftOut);
    }

    private static String conditions(List<Cell> cells) {
        return cells.stream().map(Cell::condition).distinct().collect(Collectors.joining(", "));
    }
}
