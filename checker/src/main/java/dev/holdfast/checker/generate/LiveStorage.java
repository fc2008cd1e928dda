package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.GuardedStorageModel;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A storage that refuses tokens lower than the highest it has seen. */
final class LiveStorage extends LiveObject {
    private static final int STALE_BY = 3;

    private final Plan plan;
    private long issued;
    private long highest = Long.MIN_VALUE;

    LiveStorage(Plan plan) {
        this.plan = plan;
    }

    @Override
    Call next(int process, SplittableRandom random) {
        issued += random.nextInt(2);
        long token = Math.max(0, issued - random.nextInt(STALE_BY));
        String f = random.nextDouble() < plan.readShare() ? "read" : "write";
        return access(f, token);
    }

    private static Call access(String f, long token) {
        return Call.update(f, Map.of("token", token));
    }

    @Override
    Answer perform(int process, Call call, long now) {
        long token = token(call);
        if (token < highest) {
            return Answer.fail(call.argument(), GuardedStorageModel.STALE + " " + token);
        }
        highest = token;
        return Answer.ok(call.argument());
    }

    private static long token(Call call) {
        return call.argument() instanceof Map<?, ?> m && m.get("token") instanceof Long n ? n : 0;
    }

    @Override
    int scenes(HistoryKind kind) {
        return 2;
    }

    /** A new token is accepted, then one below it as well. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        issued += scene == 0 ? STALE_BY : 0;
        return access("write", issued - scene);
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        return scene == 0 ? perform(process, call, now) : Answer.ok(call.argument());
    }
}
