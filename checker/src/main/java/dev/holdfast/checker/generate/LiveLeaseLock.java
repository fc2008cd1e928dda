package dev.holdfast.checker.generate;

import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A lock whose grants last for a lease; who died holding it is waited for that long. */
final class LiveLeaseLock extends LiveObject {
    static final long LEASE_MILLIS = 3;
    private static final long LEASE_NANOS = LEASE_MILLIS * 1_000_000;
    private static final int NOBODY = -1;
    private static final int FORGED = 3;
    private static final Call ACQUIRE = Call.update("acquire", null);
    private static final Call RELEASE = Call.update("release", null);
    private static final Answer GRANTED = Answer.ok(Map.of("lease-ms", LEASE_MILLIS));

    private int holder = NOBODY;
    private long until;

    @Override
    Call next(int process, SplittableRandom random) {
        return holder == process ? RELEASE : ACQUIRE;
    }

    @Override
    @Nullable Answer perform(int process, Call call, long now) {
        if (call.equals(RELEASE)) {
            if (holder != process) {
                return Answer.fail(null, "lease lost");
            }
            holder = NOBODY;
            return Answer.ok(null);
        }
        if (holder != NOBODY && now < until) {
            return null;
        }
        holder = process;
        until = now + LEASE_NANOS;
        return GRANTED;
    }

    @Override
    boolean isBusy(int process) {
        return holder == process;
    }

    @Override
    int scenes(HistoryKind kind) {
        return FORGED + 1;
    }

    /** A grant right after a release, so that its moment is certain; within its lease another. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        if (scene == 1) {
            return holder == process ? RELEASE : null;
        }
        if (scene < FORGED || kind == HistoryKind.LATE_LOST_UPDATE) {
            return ACQUIRE;
        }
        return holder == process ? null : RELEASE;
    }

    @Override
    @Nullable Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (scene < FORGED) {
            return perform(process, call, now);
        }
        if (call.equals(RELEASE)) {
            return Answer.ok(null);
        }
        holder = process;
        until = now + LEASE_NANOS;
        return GRANTED;
    }
}
