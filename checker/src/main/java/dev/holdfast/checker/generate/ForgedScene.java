package dev.holdfast.checker.generate;

import org.jspecify.annotations.Nullable;

/** The progress of the scene that makes a history invalid: one call after the other. */
final class ForgedScene {
    private static final int PATIENCE = 4;

    private final LiveObject object;
    private final HistoryKind kind;
    private final int clients;
    private int scenes = -1;
    private int at;
    private boolean isRunning;
    private int refusals;

    ForgedScene(LiveObject object, HistoryKind kind, int clients) {
        this.object = object;
        this.kind = kind;
        this.clients = clients;
    }

    /** Whether there is nothing more to play; from the start if the history is to be valid. */
    boolean isOver() {
        return kind == HistoryKind.VALID || at == scenes;
    }

    /** Whether one of its calls is open. */
    boolean isRunning() {
        return isRunning;
    }

    /** The next call, if {@code process} can make it. */
    @Nullable Call next(int process) {
        if (scenes < 0) {
            scenes = object.scenes(kind);
        }
        Call call = object.forge(kind, at, process);
        isRunning = call != null;
        refusals = call == null ? refusals + 1 : 0;
        return call;
    }

    /** Whether no process there is seems to be able to make the next call. */
    boolean isStuck() {
        return refusals > PATIENCE * clients;
    }

    @Nullable Answer perform(int process, Call call, long now) {
        return object.performForged(kind, at, process, call, now);
    }

    void ended() {
        isRunning = false;
        at++;
    }
}
