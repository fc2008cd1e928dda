package dev.holdfast.checker.bench;

import dev.holdfast.checker.generate.HistoryGenerator;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.io.EdnWriter;
import dev.holdfast.checker.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /**
     * Writes the history into {@code folder}, as EDN, in a file that is named after this cell.
     *
     * @throws IOException if it cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        String name =
                "%s-%d-%d-%s-%s-%s-%d.edn"
                        .formatted(
                                model.name(),
                                plan.operations(),
                                plan.clients(),
                                plan.infoShare(),
                                plan.shape().label(),
                                plan.kind().label(),
                                seed);
        Path file = folder.resolve(name);
        try (EdnWriter out = new EdnWriter(Files.newBufferedWriter(file))) {
            out.writeAll(history());
        }
    }
}
