package dev.holdfast.checker.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set whose elements come and go; if the plan has no values, each comes once and stays.
 *
 * <p>The whole set is read seldom where it grows, so that a history is not mostly such reads.
 */
final class LiveSet extends LiveObject {
    private static final int READS_OF_A_GROWING_SET = 20;
    private static final Call READ = Call.read("read", null);

    private final Plan plan;
    private final TreeSet<Long> elements = new TreeSet<>();
    private long unique;

    LiveSet(Plan plan) {
        this.plan = plan;
        this.unique = plan.values();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (random.nextDouble() < plan.readShare()) {
            return nextRead(random);
        }
        if (plan.values() == 0) {
            return Call.update("add", ++unique);
        }
        return Call.update(random.nextBoolean() ? "add" : "remove", some(random));
    }

    private Long some(SplittableRandom random) {
        long known = plan.values() == 0 ? unique : plan.values();
        return 1 + random.nextLong(Math.max(1, known));
    }

    @Override
    Call nextRead(SplittableRandom random) {
        boolean isAll =
                plan.values() == 0
                        ? random.nextInt(plan.operations()) < READS_OF_A_GROWING_SET
                        : random.nextBoolean();
        return isAll ? READ : Call.read("contains", some(random));
    }

    @Override
    Answer perform(int process, Call call, long now) {
        if (call.equals(READ)) {
            return Answer.ok(List.copyOf(elements));
        }
        Long element = call.argument() instanceof Long n ? n : 0L;
        switch (call.f()) {
            case "add" -> elements.add(element);
            case "remove" -> elements.remove(element);
            default -> {
                return Answer.ok(elements.contains(element));
            }
        }
        return Answer.ok(element);
    }

    @Override
    int scenes(HistoryKind kind) {
        return 2;
    }

    /** An element that nobody else adds or removes is added; then it is not there. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return scene == 0 ? Call.update("add", ++unique) : READ;
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (kind == HistoryKind.LATE_LOST_UPDATE) {
            return scene == 0 ? Answer.ok(call.argument()) : perform(process, call, now);
        }
        if (scene == 0) {
            return perform(process, call, now);
        }
        List<Long> others = new ArrayList<>(elements);
        others.remove(unique);
        return Answer.ok(List.copyOf(others));
    }
}
