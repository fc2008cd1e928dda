package dev.holdfast.checker.generate;

import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A dispenser of increasing tokens. */
final class LiveTokens extends LiveObject {
    private static final Call ACQUIRE = Call.update("acquire", null);

    private long token;

    @Override
    Call next(int process, SplittableRandom random) {
        return ACQUIRE;
    }

    @Override
    Answer perform(int process, Call call, long now) {
        return told(++token);
    }

    private static Answer told(long token) {
        return Answer.ok(Map.of("token", token));
    }

    @Override
    int scenes(HistoryKind kind) {
        return 2;
    }

    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return ACQUIRE;
    }

    /** A token is given out twice, or, flipped, a lower one is told. */
    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (scene == 0) {
            return perform(process, call, now);
        }
        return told(kind == HistoryKind.LATE_LOST_UPDATE ? token : token - 1);
    }
}
