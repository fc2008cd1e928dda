package dev.holdfast.experiment;

import dev.holdfast.experiment.Seats.Answered;
import dev.holdfast.experiment.Seats.Asking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** Clients that acquire and release as fast as they can, all the same lock or each its own. */
final class Load {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final long ANSWER_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration WARM_STEP = Duration.ofMillis(500);
    private static final long WARM_CYCLES = 100;
    private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MICROS_MAX = TimeUnit.HOURS.toMicros(1);

    private final Seats seats;
    private int points;

    Load(Seats seats) {
        this.seats = seats;
    }

    /**
     * What came of one number of clients.
     *
     * @param cycles acquired and released
     * @param seconds how long it went on
     * @param acquire how long acquires took, those included that were not granted, or not yet
     * @param failed acquires that were not granted, or not yet
     */
    record Result(long cycles, double seconds, Latency acquire, long failed) {
        double perSecond() {
            return seconds > 0 ? cycles / seconds : 0;
        }
    }

    /**
     * Lets clients make their connections, until they have been granted enough or it has taken too
     * long.
     */
    void warmUp(int clients) throws InterruptedException {
        long begin = System.nanoTime();
        long cycles = 0;
        while (cycles < WARM_CYCLES && System.nanoTime() - begin < WARM_NANOS) {
            cycles += measure(clients, false, WARM_STEP).cycles();
        }
    }

    /** Measures. */
    Result measure(int clients, boolean shared, Duration length) throws InterruptedException {
        String lock = "choose-" + ++points;
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        List<Client> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Client client = new Client(i, shared ? lock : lock + "-" + i);
            all.add(client);
            Thread thread = new Thread(() -> client.run(end));
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Histogram latency = new Histogram(3);
        all.forEach(client -> latency.add(client.latency));
        return new Result(
                all.stream().mapToLong(c -> c.cycles).sum(),
                seconds,
                Latency.of(latency),
                all.stream().mapToLong(c -> c.failed).sum());
    }

    /** One of them. */
    private final class Client {
        private final int number;
        private final String lock;
        private final Histogram latency = new Histogram(1, MICROS_MAX, 3);
        private long cycles;
        private long failed;

        Client(int number, String lock) {
            this.number = number;
            this.lock = lock;
        }

        void run(long end) {
            try {
                boolean goesOn = true;
                while (goesOn && System.nanoTime() < end) {
                    goesOn = cycle(end);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Whether it got an answer and can go on. */
        private boolean cycle(long end) throws InterruptedException {
            Asking asking = seats.ask(seats.take(number), lock, Optional.of(WAIT));
            Optional<Answered> answer = within(asking.answer(), end - System.nanoTime());
            long until = answer.map(Answered::atNanos).orElseGet(System::nanoTime);
            long micros = TimeUnit.NANOSECONDS.toMicros(until - asking.askedNanos());
            latency.recordValue(Math.max(1, Math.min(MICROS_MAX, micros)));
            if (answer.isEmpty() || !answer.get().isOk()) {
                failed++;
                seats.letGo(asking);
                return answer.isPresent();
            }
            CompletableFuture<Answered> release =
                    seats.release(asking.seat(), answer.get().outcome());
            boolean isReleased = within(release, ANSWER_LIMIT_NANOS).isPresent();
            if (isReleased) {
                cycles++;
                seats.give(asking.seat());
            }
            return isReleased;
        }
    }

    private static Optional<Answered> within(CompletableFuture<Answered> future, long nanos)
            throws InterruptedException {
        try {
            return Optional.of(future.get(Math.max(nanos, 1_000_000), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an agent's answer failed", e);
        }
    }
}
