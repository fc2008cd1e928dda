package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.OwnerMutexModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A lock that knows its owner, perhaps reentrant, perhaps with tokens. */
final class LiveLock extends LiveObject {
    private static final int NOBODY = -1;
    private static final int MOST_HOLDS = 4;
    private static final Call ACQUIRE = Call.update("acquire", null);
    private static final Call RELEASE = Call.update("release", null);

    /** What a call of the forged scene does. */
    private enum Scene {
        ACQUIRE,
        RELEASE,
        /** An acquire by another process than the holder. */
        STOLEN,
        /** A release by another process than the holder. */
        STRANGE_RELEASE,
        /** An acquire that gets the token of the grant before. */
        OLD_TOKEN
    }

    private final int limit;
    private final boolean fenced;
    private final List<Scene> scenes = new ArrayList<>();
    private int holder = NOBODY;
    private int count;
    private long token;

    LiveLock(OwnerMutexModel model) {
        this.limit = Math.min(model.limit(), MOST_HOLDS);
        this.fenced = model.fenced();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        boolean goesDeeper = holder == process && count < limit && random.nextInt(3) == 0;
        return holder != process || goesDeeper ? ACQUIRE : RELEASE;
    }

    @Override
    @Nullable Answer perform(int process, Call call, long now) {
        if (call.equals(RELEASE)) {
            if (holder == process && --count == 0) {
                holder = NOBODY;
            }
            return Answer.ok(null);
        }
        if (holder != NOBODY && holder != process) {
            return null;
        }
        holder = process;
        token += count++ == 0 ? 1 : 0;
        return granted();
    }

    private Answer granted() {
        return Answer.ok(fenced ? Map.of("token", token) : null);
    }

    @Override
    Fate fate(Call call) {
        return call.equals(RELEASE) ? Fate.ALWAYS : Fate.NEVER;
    }

    @Override
    boolean mayDie(int process, Call call) {
        return call.equals(RELEASE) ? count == 1 : holder != process;
    }

    @Override
    boolean isBusy(int process) {
        return holder == process;
    }

    @Override
    int scenes(HistoryKind kind) {
        scenes.clear();
        if (kind == HistoryKind.FLIPPED_RESULT && fenced) {
            if (token == 0) {
                scenes.add(Scene.ACQUIRE);
            }
            for (int i = token == 0 ? 1 : count; i > 0; i--) {
                scenes.add(Scene.RELEASE);
            }
            scenes.add(Scene.OLD_TOKEN);
        } else {
            if (count == 0) {
                scenes.add(Scene.ACQUIRE);
            }
            boolean isLost = kind == HistoryKind.LATE_LOST_UPDATE;
            scenes.add(isLost ? Scene.STOLEN : Scene.STRANGE_RELEASE);
        }
        return scenes.size();
    }

    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return switch (scenes.get(scene)) {
            case ACQUIRE, OLD_TOKEN -> ACQUIRE;
            case RELEASE -> holder == process ? RELEASE : null;
            case STOLEN -> holder == process ? null : ACQUIRE;
            case STRANGE_RELEASE -> holder == process ? null : RELEASE;
        };
    }

    @Override
    @Nullable Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        switch (scenes.get(scene)) {
            case STOLEN -> {
                holder = process;
                count = 1;
                token++;
            }
            case OLD_TOKEN -> {
                holder = process;
                count = 1;
            }
            case STRANGE_RELEASE -> {}
            default -> {
                return perform(process, call, now);
            }
        }
        return call.equals(RELEASE) ? Answer.ok(null) : granted();
    }
}
