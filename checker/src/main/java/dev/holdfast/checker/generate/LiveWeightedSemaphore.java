package dev.holdfast.checker.generate;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A semaphore whose processes take some permits at once, and give back what they took. */
final class LiveWeightedSemaphore extends LiveObject {
    private static final Answer DONE = Answer.ok(null);

    private final long permits;
    private final Map<Integer, Long> held = new HashMap<>();
    private long taken;

    LiveWeightedSemaphore(long permits) {
        this.permits = permits;
    }

    @Override
    Call next(int process, SplittableRandom random) {
        Long mine = held.get(process);
        return mine != null
                ? Call.update("release", mine)
                : Call.update("acquire", 1 + random.nextLong(permits));
    }

    @Override
    @Nullable Answer perform(int process, Call call, long now) {
        long n = call.argument() instanceof Long asked ? asked : 1;
        if (!isAcquire(call)) {
            if (held.remove(process) != null) {
                taken -= n;
            }
            return DONE;
        }
        if (n > permits - taken) {
            return null;
        }
        take(process, n);
        return DONE;
    }

    private void take(int process, long n) {
        held.merge(process, n, Long::sum);
        taken += n;
    }

    private static boolean isAcquire(Call call) {
        return call.f().equals("acquire");
    }

    @Override
    Fate fate(Call call) {
        return isAcquire(call) ? Fate.NEVER : Fate.ALWAYS;
    }

    @Override
    boolean isBusy(int process) {
        return held.containsKey(process);
    }

    @Override
    int scenes(HistoryKind kind) {
        return 1;
    }

    /** One permit more than are free, or flipped, a release by somebody who holds none. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        if (isBusy(process)) {
            return null;
        }
        return kind == HistoryKind.LATE_LOST_UPDATE
                ? Call.update("acquire", permits - taken + 1)
                : Call.update("release", 1L);
    }

    @Override
    @Nullable Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (isAcquire(call) && call.argument() instanceof Long n) {
            take(process, n);
        }
        return DONE;
    }
}
