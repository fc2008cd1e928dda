package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.CounterModel;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A counter that only grows: by 1, or by as much as the plan has values.
 *
 * <p>That it only grows makes a forged scene certain: a sum that was read is not undercut later,
 * whatever additions are pending.
 */
final class LiveCounter extends LiveObject {
    private static final Call READ = Call.read("read", null);

    private final Plan plan;
    private long sum;
    private long pinned;

    LiveCounter(CounterModel model, Plan plan) {
        this.plan = plan;
        this.sum = model.start();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        return random.nextDouble() < plan.readShare()
                ? READ
                : Call.update("add", 1L + random.nextInt(Math.max(1, plan.values())));
    }

    @Override
    Call nextRead(SplittableRandom random) {
        return READ;
    }

    @Override
    Answer perform(int process, Call call, long now) {
        if (call.isRead()) {
            return Answer.ok(sum);
        }
        sum += (Long) argument(call);
        return Answer.ok(call.argument());
    }

    private static Object argument(Call call) {
        Object argument = call.argument();
        return argument == null ? 0L : argument;
    }

    @Override
    int scenes(HistoryKind kind) {
        return 3;
    }

    /** A read, an addition, and a read that does not know of it. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return scene == 1 ? Call.update("add", 1L) : READ;
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (scene == 0) {
            pinned = sum;
        }
        boolean isLost = kind == HistoryKind.LATE_LOST_UPDATE;
        if (scene == 1 && isLost) {
            return Answer.ok(call.argument());
        }
        return scene == 2 && !isLost ? Answer.ok(pinned) : perform(process, call, now);
    }
}
