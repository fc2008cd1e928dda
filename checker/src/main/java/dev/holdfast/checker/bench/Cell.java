package dev.holdfast.checker.bench;

import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Model;

/**
 * One made-up history of a grid.
 *
 * @param model what it is a history of
 * @param plan what it is like
 * @param seed what it is made from
 */
public record Cell(Model<?> model, Plan plan, long seed) {

    /** The history; the same each time. */
    public History history() {
        return HistoryGenerator.of(model, plan, seed);
    }

    /** The verdict that it must get, in one word. */
    public String expected() {
        return plan.kind() == HistoryKind.VALID ? "valid" : "invalid";
    }
}
