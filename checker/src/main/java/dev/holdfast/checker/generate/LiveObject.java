package dev.holdfast.checker.generate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A real object of one model, which also plays its clients: it makes up what they ask for.
 *
 * <p>Called by the generator, from one thread. Each call of {@link #perform} is one instant, so the
 * order of these calls explains the history. To make it go wrong the generator lets all updates
 * come to their end, holds new ones back, and plays a short forged scene in which reads may run
 * beside; the scene alone cannot be explained, whatever operations of unknown outcome there are.
 */
abstract class LiveObject {
    private static final int MOST_SCENES = 8;

    /** What may become of an operation of unknown outcome. */
    enum Fate {
        /** It may or may not happen. */
        EITHER,
        /** It does not happen; nobody could undo it. */
        NEVER,
        /** It happens, now or later, for others wait for it. */
        ALWAYS
    }

    /** What {@code process} asks for next. */
    abstract Call next(int process, SplittableRandom random);

    /** A call that changes nothing, or null if there is none. */
    @Nullable Call nextRead(SplittableRandom random) {
        return null;
    }

    /**
     * Does what {@code process} asked for at the moment {@code now}, nanoseconds; null if it has to
     * wait.
     */
    abstract @Nullable Answer perform(int process, Call call, long now);

    /**
     * As {@link #perform} where the process will never learn the answer; false if it has to wait.
     */
    boolean performUnknown(int process, Call call, long now) {
        return perform(process, call, now) != null;
    }

    /** What may become of {@code call} if its outcome stays unknown. */
    Fate fate(Call call) {
        return Fate.EITHER;
    }

    /** Whether {@code process} may die over {@code call}; not if it would take a lock with it. */
    boolean mayDie(int process, Call call) {
        return true;
    }

    /** Whether {@code process} holds something here, so that its next call must come here too. */
    boolean isBusy(int process) {
        return false;
    }

    /** How many calls the forged scene may have. */
    int mostScenes() {
        return MOST_SCENES;
    }

    /** How many it has; asked when it begins. */
    abstract int scenes(HistoryKind kind);

    /**
     * The call that comes at {@code scene}, from 0; null if it is not for {@code process}, but for
     * another.
     */
    abstract @Nullable Call forge(HistoryKind kind, int scene, int process);

    /** Does that call, or seems to; null if it has to wait. */
    abstract @Nullable Answer performForged(
            HistoryKind kind, int scene, int process, Call call, long now);
}
