package dev.holdfast.cli;

import dev.holdfast.checker.bench.Cell;
import dev.holdfast.checker.generate.HistoryKind;
import dev.holdfast.checker.generate.Plan;
import dev.holdfast.checker.generate.Shape;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.record.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which made-up histories a benchmark decides. */
final class GridArguments {
    private static final int USUAL_VALUES = 5;

    @Option(
            names = {"--model", "-m"},
            split = ",",
            paramLabel = "NAME",
            description = "Decide made-up histories of these models: a grid of all that follows.")
    private List<String> models = List.of();

    @Option(
            names = "--ops",
            split = ",",
            paramLabel = "N",
            description = "Operations (default: 1000000; of a grid 100,1000,10000,100000).")
    private List<Integer> ops = List.of();

    @Option(
            names = "--clients",
            split = ",",
            paramLabel = "N",
            description = "Clients at once (default: 20; of a grid 5,10,20,30).")
    private List<Integer> clients = List.of();

    @Option(
            names = "--info",
            split = ",",
            paramLabel = "SHARE",
            description =
                    "Share of operations of unknown outcome (default: 0.01; of a grid 0,0.01,0.05).")
    private List<Double> infoShares = List.of();

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "valid, late-lost-update, flipped-result; all by default.")
    private List<String> kinds = List.of();

    @Option(
            names = "--shape",
            split = ",",
            paramLabel = "SHAPE",
            description = "steady (default), all-concurrent, huge-interval, infos-first.")
    private List<String> shapes = List.of("steady");

    @Option(
            names = "--values",
            paramLabel = "N",
            description = "Different values; 0 for unique ones (default: 5).")
    private int values = USUAL_VALUES;

    @Option(
            names = "--reads",
            paramLabel = "SHARE",
            description = "Share of reads (default: a third).")
    private double readShare = -1;

    @Option(
            names = "--objects",
            paramLabel = "N",
            description = "Independent objects (default: 1).")
    private int objects = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Of all histories (default: 1).")
    private long seed = 1;

    boolean isGrid() {
        return !models.isEmpty();
    }

    int firstOps() {
        return ops.isEmpty() ? 1_000_000 : ops.get(0);
    }

    int firstClients() {
        return clients.isEmpty() ? 20 : clients.get(0);
    }

    double firstInfoShare() {
        return infoShares.isEmpty() ? 0.01 : infoShares.get(0);
    }

    /** The cells, the smallest first. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String name : models) {
            Model<?> model = Models.find(name, ModelOptions.usual());
            for (int n : or(ops, List.of(100, 1000, 10_000, 100_000))) {
                for (int c : or(clients, List.of(5, 10, 20, 30))) {
                    for (double info : or(infoShares, List.of(0.0, 0.01, 0.05))) {
                        for (Plan plan : plans(Plan.of(n, c, info))) {
                            cells.add(new Cell(model, plan, seed));
                        }
                    }
                }
            }
        }
        return cells;
    }

    private List<Plan> plans(Plan usual) {
        Plan plan = usual.withValues(values).withPartitions(objects);
        Plan base = readShare < 0 ? plan : plan.withReadShare(readShare);
        List<Plan> plans = new ArrayList<>();
        for (String shape : shapes) {
            Plan shaped =
                    base.withShape(
                            Names.find("shape", shape, List.of(Shape.values()), Shape::label));
            if (kinds.isEmpty()) {
                Arrays.stream(HistoryKind.values()).map(shaped::withKind).forEach(plans::add);
            }
            for (String kind : kinds) {
                plans.add(
                        shaped.withKind(
                                Names.find(
                                        "kind",
                                        kind,
                                        List.of(HistoryKind.values()),
                                        HistoryKind::label)));
            }
        }
        return plans;
    }

    private static <T> List<T> or(List<T> given, List<T> usual) {
        return given.isEmpty() ? usual : given;
    }
}
