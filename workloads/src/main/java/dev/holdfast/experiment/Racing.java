package dev.holdfast.experiment;

import dev.holdfast.experiment.Attempt.Manner;
import dev.holdfast.experiment.Seats.Answered;
import dev.holdfast.experiment.Seats.Asking;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients at a lock, for as long as one point of a curve takes. Several locks at a time, each with
 * clients of its own, so that a point has enough attempts.
 */
final class Racing {
    /** How many locks. */
    static final int LANES = 4;

    private static final long AT_ONCE_NANOS = TimeUnit.MICROSECONDS.toNanos(Attempt.LATE_MICROS);

    /** A round is over when one has the lock and the others had this long to be refused. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long ROUND_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RELEASE_LIMIT_SECONDS = 10;
    private static final int ROUNDS_MAX = 100; // a lane and point
    private static final int STRETCHES = 8;

    private final Seats seats;
    private final long seed;
    private final AtomicInteger locks = new AtomicInteger();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Meter holds = new Meter();
    private final Meter thinks = new Meter();

    Racing(Seats seats, long seed) {
        this.seats = seats;
        this.seed = seed;
    }

    /**
     * The attempts of a point.
     *
     * @param holdMs mean time for which the lock was held, as far as the outside can tell
     * @param thinkMs mean time between a client's release or refusal and its next attempt
     */
    record Point(List<Attempt> attempts, double holdMs, double thinkMs) {}

    /** A mean. Safe for several threads. */
    private static final class Meter {
        private double sum;
        private long count;

        synchronized void add(double value) {
            sum += value;
            count++;
        }

        synchronized double meanAndReset() {
            double mean = count == 0 ? 0 : sum / count;
            sum = 0;
            count = 0;
            return mean;
        }
    }

    /** Measures one point. */
    Point measure(Manner manner, int clients, Duration length) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        long end = System.nanoTime() + length.toNanos();
        for (int lane = 0; lane < LANES; lane++) {
            String lock =
                    "%s-%d".formatted(manner.name().toLowerCase(java.util.Locale.ROOT), clients);
            if (manner == Manner.AT_ONE_MOMENT) {
                int number = lane;
                threads.add(new Thread(() -> rounds(lock, number, clients, end)));
            } else {
                String own = lock + "-" + locks.incrementAndGet();
                long begin = System.nanoTime();
                for (int i = 0; i < clients; i++) {
                    Random random = Seeds.stream(seed, own + "-" + i);
                    int client = i;
                    int first = lane * STRETCHES;
                    threads.add(
                            new Thread(
                                    () ->
                                            new Visitor(manner, clients, client, own, random)
                                                    .run(begin, end, first)));
                }
            }
        }
        threads.forEach(t -> t.setDaemon(true));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (attempts) {
            Point point =
                    new Point(List.copyOf(attempts), holds.meanAndReset(), thinks.meanAndReset());
            attempts.clear();
            return point;
        }
    }

    private void add(Attempt attempt) {
        synchronized (attempts) {
            attempts.add(attempt);
        }
    }

    private static boolean isAtOnce(Asking asking, Answered answered) {
        return answered.isOk() && answered.atNanos() - asking.askedNanos() < AT_ONCE_NANOS;
    }

    private void rounds(String lock, int lane, int clients, long end) {
        try {
            for (int i = 0; i < ROUNDS_MAX && System.nanoTime() < end; i++) {
                round(lock + "-" + locks.incrementAndGet(), lane * ROUNDS_MAX + i, clients);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All ask before anybody gives back. */
    private void round(String lock, int cluster, int clients) throws InterruptedException {
        List<Asking> askings = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            askings.add(seats.ask(seats.take(cluster + i), lock, Optional.of(Duration.ZERO)));
        }
        long start = System.nanoTime();
        await(askings, start);
        for (Asking asking : askings) {
            Optional<Answered> answered = asking.answered();
            add(
                    new Attempt(
                            Manner.AT_ONE_MOMENT,
                            clients,
                            cluster,
                            answered.filter(a -> isAtOnce(asking, a)).isPresent(),
                            answered.map(a -> micros(asking, a)).orElse(-1L)));
            seats.letGo(asking);
        }
    }

    private static void await(List<Asking> askings, long start) throws InterruptedException {
        CompletableFuture<?> all =
                CompletableFuture.allOf(
                        askings.stream().map(Asking::answer).toArray(CompletableFuture<?>[]::new));
        boolean isOver = false;
        while (!isOver) {
            long waited = System.nanoTime() - start;
            boolean isDone = all.isDone();
            boolean hasWinner =
                    askings.stream().anyMatch(a -> a.answered().filter(Answered::isOk).isPresent());
            isOver = isDone || (hasWinner && waited > SETTLE_NANOS) || waited > ROUND_LIMIT_NANOS;
            if (!isOver) {
                within(all, hasWinner ? SETTLE_NANOS - waited : SETTLE_NANOS / 10);
            }
        }
    }

    /** Waits this long at most. */
    private static void within(CompletableFuture<?> future, long nanos)
            throws InterruptedException {
        try {
            future.get(Math.max(nanos, 1_000_000), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Who asks looks at the clock again.
        } catch (ExecutionException e) {
            throw new IllegalStateException("an agent's answer failed", e);
        }
    }

    private static long micros(Asking asking, Answered answered) {
        return TimeUnit.NANOSECONDS.toMicros(answered.atNanos() - asking.askedNanos());
    }

    /** A client that comes again and again. */
    private final class Visitor {
        private final Manner manner;
        private final int clients;
        private final int client;
        private final String lock;
        private final Random random;

        Visitor(Manner manner, int clients, int client, String lock, Random random) {
            this.manner = manner;
            this.clients = clients;
            this.client = client;
            this.lock = lock;
            this.random = random;
        }

        void run(long begin, long end, int firstCluster) {
            try {
                double since = begin;
                while (true) {
                    double think = -manner.thinkMillis() * Math.log(1 - random.nextDouble());
                    Thread.sleep(Math.min(10 * manner.thinkMillis(), Math.round(think)));
                    long now = System.nanoTime();
                    if (now >= end) {
                        return;
                    }
                    int stretch = (int) ((now - begin) * STRETCHES / (end - begin));
                    Asking asking = seats.ask(seats.take(client), lock, Optional.of(Duration.ZERO));
                    since = visit(asking, end, since, firstCluster + stretch);
                    if (since < 0) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** When this client had nothing more to do with the lock; below 0 if it still waits. */
        private double visit(Asking asking, long end, double since, int cluster)
                throws InterruptedException {
            // By the end it may still be granted at once, and that must be known.
            long limit = Math.max(end, asking.askedNanos() + AT_ONCE_NANOS);
            within(asking.answer(), limit - System.nanoTime());
            Optional<Answered> answer = asking.answered();
            add(
                    new Attempt(
                            manner,
                            clients,
                            cluster,
                            answer.filter(a -> isAtOnce(asking, a)).isPresent(),
                            answer.map(a -> micros(asking, a)).orElse(-1L)));
            if (answer.isEmpty()) {
                seats.letGo(asking);
                return -1;
            }
            Answered answered = answer.get();
            // Of one that waited nobody outside knows when it was granted.
            boolean hasWaited = answered.isOk() && !isAtOnce(asking, answered);
            double tried =
                    hasWaited
                            ? asking.askedNanos()
                            : middle(asking.askedNanos(), answered.atNanos());
            thinks.add((tried - since) / 1e6);
            if (!answered.isOk()) {
                seats.give(asking.seat());
                return tried;
            }
            return hold(asking, answered, tried);
        }

        private double hold(Asking asking, Answered answered, double tried)
                throws InterruptedException {
            Thread.sleep(manner.holdMillis());
            long asked = System.nanoTime();
            CompletableFuture<Answered> released = seats.release(asking.seat(), answered.outcome());
            within(released, TimeUnit.SECONDS.toNanos(RELEASE_LIMIT_SECONDS));
            if (!released.isDone()) {
                return -1;
            }
            seats.give(asking.seat());
            double gone = middle(asked, released.join().atNanos());
            if (isAtOnce(asking, answered)) {
                holds.add((gone - tried) / 1e6);
            }
            return gone;
        }
    }

    /** When the server did it, as far as the outside can tell. */
    private static double middle(long askedNanos, long answeredNanos) {
        return askedNanos + (answeredNanos - askedNanos) / 2.0;
    }
}
