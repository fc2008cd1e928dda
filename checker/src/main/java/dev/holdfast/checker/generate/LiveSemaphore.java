package dev.holdfast.checker.generate;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore, or with one permit a mutex, that asks nobody who he is.
 *
 * <p>If a process dies over an acquire that happens, somebody else gives that permit back. Not in a
 * history that is to be invalid: leaving out such an acquire and, later, a release of unknown
 * outcome would leave that release to explain the permit too many.
 */
final class LiveSemaphore extends LiveObject {
    private static final Call ACQUIRE = Call.update("acquire", null);
    private static final Call RELEASE = Call.update("release", null);

    private final int permits;
    private final Fate acquires;
    private final Set<Integer> holders = new HashSet<>();
    private int taken;
    private int orphans;

    LiveSemaphore(int permits, Plan plan) {
        this.permits = permits;
        this.acquires = plan.kind() == HistoryKind.VALID ? Fate.EITHER : Fate.NEVER;
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (!holders.contains(process) && orphans > 0) {
            orphans--;
            return RELEASE;
        }
        return holders.contains(process) ? RELEASE : ACQUIRE;
    }

    @Override
    @Nullable Answer perform(int process, Call call, long now) {
        boolean acquires = call.f().equals("acquire");
        if (acquires && taken >= permits) {
            return null;
        }
        taken += acquires ? 1 : taken > 0 ? -1 : 0;
        if (acquires) {
            holders.add(process);
        } else {
            holders.remove(process);
        }
        return Answer.ok(null);
    }

    @Override
    boolean performUnknown(int process, Call call, long now) {
        boolean happened = perform(process, call, now) != null;
        if (happened && holders.remove(process)) {
            orphans++;
        }
        return happened;
    }

    @Override
    Fate fate(Call call) {
        return call.equals(RELEASE) ? Fate.ALWAYS : acquires;
    }

    @Override
    boolean isBusy(int process) {
        return holders.contains(process);
    }

    @Override
    int mostScenes() {
        return permits + 1;
    }

    /** All permits are taken, and one more. */
    @Override
    int scenes(HistoryKind kind) {
        return permits - taken + 1;
    }

    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return ACQUIRE;
    }

    /** Who got the one too many gives it back, or after a flipped result does not know of it. */
    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        boolean isTooMany = taken >= permits;
        if (!isTooMany || kind == HistoryKind.LATE_LOST_UPDATE) {
            taken++;
            holders.add(process);
        }
        return Answer.ok(null);
    }
}
