package dev.holdfast.checker.decide;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The account of one search: steps and memory spent, against the limits of the check that it is
 * part of.
 *
 * <p>Each search has its own, for its own thread; {@link #fork} makes more of them that share the
 * deadline, the memory and the cancellation. {@link #cancel} may be called from any thread.
 */
public final class Effort {
    private static final int STEPS_BETWEEN_LOOKS = 256;
    private static final long SHORT_MILLIS = 100;
    private static final long NANOS_BETWEEN_REPORTS = 200_000_000;

    private final Shared shared;
    private final AtomicBoolean cancelled;
    private final Progress progress;
    private final long events;
    private final @Nullable Effort above;

    private int untilLook = STEPS_BETWEEN_LOOKS;
    private long explored;
    private long position;
    private long held;
    private long reportedAt;

    /** What all searches of one check share. */
    private record Shared(
            Limits limits, long steps, long startNanos, AtomicLong bytes, AtomicBoolean stop) {}

    private Effort(
            Shared shared,
            AtomicBoolean cancelled,
            Progress progress,
            long events,
            @Nullable Effort above) {
        this.above = above;
        this.shared = shared;
        this.cancelled = cancelled;
        this.progress = progress;
        this.events = events;
        this.reportedAt = System.nanoTime();
    }

    /** The account of a whole check, whose time starts now. */
    public static Effort of(Limits limits, Progress progress) {
        Shared shared =
                new Shared(
                        limits,
                        Long.MAX_VALUE,
                        System.nanoTime(),
                        new AtomicLong(),
                        new AtomicBoolean());
        return new Effort(shared, shared.stop(), progress, 0, null);
    }

    /** An account for tests and small searches: the standard limits, no progress. */
    public static Effort standard() {
        return of(Limits.standard(), Progress.NONE);
    }

    /**
     * An account for one search of this check, for another thread if need be. Cancelling it does
     * not cancel this one; cancelling this one cancels it only if this is the whole check's.
     *
     * @param events how many events the search has before it
     */
    public Effort fork(long events) {
        return new Effort(shared, new AtomicBoolean(), progress, events, null);
    }

    /**
     * An account for one of several searches that this search consists of, for another thread if
     * need be. Cancelling it does not cancel this one; cancelling this one cancels it.
     *
     * @param events how many events the search has before it
     */
    public Effort child(long events) {
        return new Effort(shared, new AtomicBoolean(), progress, events, this);
    }

    /** Adds what {@code ended}, whose thread has ended, looked at to what this one did. */
    public void add(Effort ended) {
        explored += ended.explored;
        position = Math.max(position, ended.position);
    }

    /**
     * An account for a part of this check that may take {@code time} at most, and no longer than
     * the check itself. It shares the memory and the cancellation, and reports no progress.
     *
     * @param steps how many configurations each of its searches may look at, about: other than a
     *     time, this gives the same answer on a slow day
     */
    public Effort within(Duration time, long steps) {
        long now = System.nanoTime();
        long left = shared.limits().time().toNanos() - (now - shared.startNanos());
        Duration shorter = Duration.ofNanos(Math.max(1, Math.min(left, time.toNanos())));
        Limits limits = shared.limits().within(shorter);
        return new Effort(
                new Shared(limits, steps, now, shared.bytes(), shared.stop()),
                new AtomicBoolean(),
                Progress.NONE,
                events,
                this);
    }

    /** Makes the search, or the whole check if this is its account, stop at its next step. */
    public void cancel() {
        cancelled.set(true);
    }

    /**
     * Counts one configuration looked at.
     *
     * @param at the event that it stands at
     * @throws StoppedException if the time is over or the search was cancelled
     */
    public void step(long at) {
        explored++;
        if (at > position) {
            position = at;
        }
        if (--untilLook <= 0) {
            look();
        }
    }

    /**
     * Counts memory that the search holds on to.
     *
     * @param bytes an estimate; negative when memory is given back
     * @throws StoppedException if all searches of the check together hold more than they may
     */
    public void hold(long bytes) {
        held += bytes;
        if (shared.bytes().addAndGet(bytes) > shared.limits().bytes()) {
            throw stopped("out of memory, %d MB".formatted(shared.limits().bytes() >> 20));
        }
    }

    /** Gives back all memory that this search held. To be called when it ends. */
    public void release() {
        shared.bytes().addAndGet(-held);
        held = 0;
    }

    /** How many configurations were looked at. */
    public long explored() {
        return explored;
    }

    private boolean isCancelled() {
        return cancelled.get() || (above != null && above.isCancelled());
    }

    private void look() {
        untilLook = STEPS_BETWEEN_LOOKS;
        if (isCancelled() || shared.stop().get() || Thread.currentThread().isInterrupted()) {
            throw stopped("cancelled");
        }
        if (explored > shared.steps()) {
            throw stopped("out of steps");
        }
        long now = System.nanoTime();
        if (now - shared.startNanos() > shared.limits().time().toNanos()) {
            long millis = shared.limits().time().toMillis();
            throw stopped(
                    millis < SHORT_MILLIS
                            ? "out of time, %d ms".formatted(millis)
                            : String.format(Locale.ROOT, "out of time, %.1f s", millis / 1e3));
        }
        if (now - reportedAt > NANOS_BETWEEN_REPORTS) {
            reportedAt = now;
            progress.at(position, events, explored);
        }
    }

    private StoppedException stopped(String why) {
        return new StoppedException(
                String.format(
                        Locale.ROOT,
                        "%s, at event %,d of %,d after %,d configurations",
                        why,
                        position,
                        events,
                        explored));
    }
}
