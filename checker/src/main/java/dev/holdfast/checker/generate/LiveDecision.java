package dev.holdfast.checker.generate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A decision. */
final class LiveDecision extends LiveObject {
    private static final Call READ = Call.read("read", null);

    private final Plan plan;
    private @Nullable Object decided;
    private long unique;

    LiveDecision(Plan plan) {
        this.plan = plan;
        this.unique = plan.values();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (random.nextDouble() < plan.readShare()) {
            return READ;
        }
        return Call.update(
                "propose", plan.values() == 0 ? ++unique : 1L + random.nextInt(plan.values()));
    }

    @Override
    Call nextRead(SplittableRandom random) {
        return READ;
    }

    @Override
    Answer perform(int process, Call call, long now) {
        if (decided == null && !call.isRead()) {
            decided = call.argument();
        }
        return Answer.ok(decided);
    }

    @Override
    int scenes(HistoryKind kind) {
        return 2;
    }

    /** A proposal tells the decision; another one is told that it decided, or a read says so. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return scene == 1 && kind == HistoryKind.FLIPPED_RESULT
                ? READ
                : Call.update("propose", ++unique);
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        return scene == 0
                ? perform(process, call, now)
                : Answer.ok(kind == HistoryKind.FLIPPED_RESULT ? nearMiss() : call.argument());
    }

    /** The last value proposed that was not decided, or one that nobody proposed. */
    private Object nearMiss() {
        return decided instanceof Long n && n == unique ? unique + 1 : unique;
    }
}
