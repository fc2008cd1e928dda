package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.model.RegisterModel;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A register, with cas if its model has it. */
final class LiveRegister extends LiveObject {
    private final Plan plan;
    private final boolean hasCas;
    private @Nullable Object value;
    private long unique;

    LiveRegister(RegisterModel model, Plan plan) {
        this.plan = plan;
        this.hasCas = model.hasCas();
        this.value = model.start() == Nil.NIL ? null : model.start();
        this.unique = plan.values();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (random.nextDouble() < plan.readShare()) {
            return nextRead(random);
        }
        if (hasCas && random.nextBoolean()) {
            Object from = value == null || random.nextInt(4) == 0 ? some(random) : value;
            return Call.update("cas", List.of(from, some(random)));
        }
        return Call.update("write", some(random));
    }

    private Long some(SplittableRandom random) {
        return plan.values() == 0 ? ++unique : 1 + random.nextInt(plan.values());
    }

    @Override
    Call nextRead(SplittableRandom random) {
        return Call.read("read", null);
    }

    @Override
    Answer perform(int process, Call call, long now) {
        switch (call.f()) {
            case "read" -> {
                return Answer.ok(value);
            }
            case "write" -> value = call.argument();
            default -> {
                List<?> change = (List<?>) Objects.requireNonNull(call.argument());
                if (!change.get(0).equals(value)) {
                    return Answer.fail(change, "precondition failed");
                }
                value = change.get(1);
            }
        }
        return Answer.ok(call.argument());
    }

    @Override
    int scenes(HistoryKind kind) {
        return 3;
    }

    /** Two values that nobody else writes are written; then the first is read. */
    @Override
    Call forge(HistoryKind kind, int scene, int process) {
        return switch (scene) {
            case 0 -> Call.update("write", ++unique);
            case 1 ->
                    hasCas
                            ? Call.update("cas", List.of(unique, ++unique))
                            : Call.update("write", ++unique);
            default -> Call.read("read", null);
        };
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (kind == HistoryKind.LATE_LOST_UPDATE) {
            return scene == 1 ? Answer.ok(call.argument()) : perform(process, call, now);
        }
        return scene == 2 ? Answer.ok(unique - 1) : perform(process, call, now);
    }
}
