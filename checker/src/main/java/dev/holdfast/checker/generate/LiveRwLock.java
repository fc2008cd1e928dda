package dev.holdfast.checker.generate;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A lock with one writer or many readers. */
final class LiveRwLock extends LiveObject {
    private static final int NOBODY = -1;
    private static final Call ACQUIRE_READ = Call.update("acquire-read", null);
    private static final Call ACQUIRE_WRITE = Call.update("acquire-write", null);
    private static final Call RELEASE_READ = Call.update("release-read", null);
    private static final Call RELEASE_WRITE = Call.update("release-write", null);
    private static final Answer DONE = Answer.ok(null);

    private final Plan plan;
    private final Set<Integer> readers = new HashSet<>();
    private int writer = NOBODY;

    LiveRwLock(Plan plan) {
        this.plan = plan;
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (writer == process) {
            return RELEASE_WRITE;
        }
        if (readers.contains(process)) {
            return RELEASE_READ;
        }
        return random.nextDouble() < plan.readShare() ? ACQUIRE_READ : ACQUIRE_WRITE;
    }

    @Override
    @Nullable Answer perform(int process, Call call, long now) {
        if (call.equals(RELEASE_WRITE)) {
            writer = writer == process ? NOBODY : writer;
            return DONE;
        }
        if (call.equals(RELEASE_READ)) {
            readers.remove(process);
            return DONE;
        }
        if (writer != NOBODY || (call.equals(ACQUIRE_WRITE) && !readers.isEmpty())) {
            return null;
        }
        hold(process, call);
        return DONE;
    }

    private void hold(int process, Call call) {
        if (call.equals(ACQUIRE_WRITE)) {
            writer = process;
        } else {
            readers.add(process);
        }
    }

    @Override
    Fate fate(Call call) {
        return call.equals(RELEASE_READ) || call.equals(RELEASE_WRITE) ? Fate.ALWAYS : Fate.NEVER;
    }

    @Override
    boolean isBusy(int process) {
        return writer == process || readers.contains(process);
    }

    /** Somebody holds it, and another gets it for writing or, flipped, releases what he has not. */
    @Override
    int scenes(HistoryKind kind) {
        return writer == NOBODY && readers.isEmpty() ? 2 : 1;
    }

    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        if (writer == NOBODY && readers.isEmpty()) {
            return ACQUIRE_READ;
        }
        if (isBusy(process)) {
            return null;
        }
        return kind == HistoryKind.LATE_LOST_UPDATE ? ACQUIRE_WRITE : RELEASE_WRITE;
    }

    @Override
    @Nullable Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (!call.equals(RELEASE_WRITE)) {
            hold(process, call);
        }
        return DONE;
    }
}
