package dev.holdfast.experiment;

import dev.holdfast.experiment.Remedy.Kind;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.record.Recorder;
import dev.holdfast.workload.LockProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A client that moves money from one account to the other, again and again, always in the same
 * direction: as many others go the other way, so that they meet.
 */
final class TransferClient implements Runnable {
    private static final long WORK_MIN_MILLIS = 2;
    private static final long WORK_MAX_MILLIS = 6;
    private static final long THINK_MILLIS = 10;
    private static final long BACKOFF_MAX_MILLIS = 200;
    private static final long MICROS_MAX = TimeUnit.HOURS.toMicros(1);

    private final Remedy remedy;
    private final int number;
    private final String from;
    private final String to;
    private final TransferStage stage;
    private final Random random;
    private final Map<String, Boolean> transfers = new HashMap<>();
    private final Histogram latency = new Histogram(1, MICROS_MAX, 3);
    private final Histogram waits = new Histogram(1, MICROS_MAX, 3);
    private LockProcess process;
    private long givenUp;
    private long tries;
    private long conflicts;
    private long broken;

    /** What became of one try. */
    private enum End {
        DONE,
        /** Nothing was written. */
        NOTHING,
        /** Something was, or may have been. */
        PERHAPS
    }

    /**
     * A client.
     *
     * @param number from 0, unique
     * @param random its own
     */
    TransferClient(
            Remedy remedy, int number, String from, String to, TransferStage stage, Random random) {
        this.remedy = remedy;
        this.number = number;
        this.from = from;
        this.to = to;
        this.stage = stage;
        this.random = random;
        this.process = stage.process(number);
    }

    Map<String, Boolean> transfers() {
        return transfers;
    }

    /** Microseconds from the first try of a transfer to its success. */
    Histogram latency() {
        return latency;
    }

    /** Microseconds of every acquire, however it ended. */
    Histogram waits() {
        return waits;
    }

    /** Transfers that were given up. */
    long givenUp() {
        return givenUp;
    }

    /** Tries of all transfers. */
    long tries() {
        return tries;
    }

    /** Writes that were refused because somebody else had written. */
    long conflicts() {
        return conflicts;
    }

    /** Deadlocks that the server ended, at this client's cost. */
    long broken() {
        return broken;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; !stage.overWithin(1 + random.nextInt((int) THINK_MILLIS)); i++) {
                transfer("%s-%d-%d".formatted(remedy.id(), number, i));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Recorder.ClosedException e) {
            // It ended without waiting for this client any longer.
        } catch (RuntimeException e) {
            stage.fail("client %d: %s".formatted(number, e));
        }
    }

    private void transfer(String id) throws InterruptedException {
        long begin = System.nanoTime();
        transfers.put(id, false);
        for (int attempt = 1; ; attempt++) {
            tries++;
            End end = remedy.kind() == Kind.OPTIMISTIC ? optimistic(id) : locked(id);
            if (process.retired()) {
                process = stage.process(number);
            }
            if (end == End.DONE) {
                transfers.put(id, true);
                latency.recordValue(micros(begin));
                return;
            }
            if (end == End.PERHAPS) {
                return;
            }
            long backoff = Math.min(BACKOFF_MAX_MILLIS, 10L << Math.min(attempt, 10));
            if (!remedy.retries() || stage.overWithin(1 + random.nextInt((int) backoff))) {
                givenUp++;
                return;
            }
        }
    }

    private static long micros(long beginNanos) {
        return Math.min(
                MICROS_MAX,
                Math.max(1, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beginNanos)));
    }

    private End locked(String id) throws InterruptedException {
        boolean swaps = remedy.sorted() && from.compareTo(to) > 0;
        String first = swaps ? to : from;
        String second = swaps ? from : to;
        Outcome one = acquire(first);
        if (one.type() != Outcome.Type.OK) {
            return End.NOTHING;
        }
        Outcome other = acquire(second);
        End end =
                other.type() == Outcome.Type.OK
                        ? write(id, first.equals(from) ? one : other, swaps ? one : other)
                        : End.NOTHING;
        if (other.type() == Outcome.Type.OK) {
            release(second, other);
        }
        release(first, one);
        return end;
    }

    private Outcome acquire(String lock) {
        stage.graph().asks(number, lock);
        long begin = System.nanoTime();
        Outcome outcome = process.acquire(lock, remedy.waitLimit());
        waits.recordValue(micros(begin));
        if (outcome.type() == Outcome.Type.OK) {
            stage.graph().has(number, lock);
        } else {
            stage.graph().givesUp(number);
            broken += outcome.error().contains("deadlock detected") ? 1 : 0;
        }
        return outcome;
    }

    private void release(String lock, Outcome grant) {
        stage.graph().releases(number, lock);
        if (!process.retired()) {
            process.release(lock, grant);
        }
    }

    private End write(String id, Outcome fromGrant, Outcome toGrant) throws InterruptedException {
        Outcome debtor = process.read(from, fromGrant.token());
        Outcome creditor = process.retired() ? debtor : process.read(to, toGrant.token());
        if (process.retired()
                || debtor.type() != Outcome.Type.OK
                || creditor.type() != Outcome.Type.OK) {
            return End.NOTHING;
        }
        work();
        if (!isWritten(from, debtor, id, -1, fromGrant.token())) {
            return End.PERHAPS;
        }
        return isWritten(to, creditor, id, 1, toGrant.token()) ? End.DONE : End.PERHAPS;
    }

    private boolean isWritten(
            String account, Outcome read, String id, long amount, OptionalLong token) {
        return process.write(account, read.version(), id, read.balance() + amount, token).type()
                == Outcome.Type.OK;
    }

    /** Each account by itself: a client that dies in between leaves a transfer in part. */
    private End optimistic(String id) throws InterruptedException {
        End debit = compareAndSet(from, id, -1);
        if (debit != End.DONE) {
            return debit;
        }
        while (true) {
            End credit = compareAndSet(to, id, 1);
            if (credit != End.NOTHING) {
                return credit;
            }
            if (stage.abandoned()) {
                return End.PERHAPS;
            }
            tries++;
            Thread.sleep(1 + random.nextInt(10));
        }
    }

    private End compareAndSet(String account, String id, long amount) throws InterruptedException {
        Outcome read = process.read(account, OptionalLong.empty());
        if (read.type() != Outcome.Type.OK) {
            return End.NOTHING;
        }
        work();
        Outcome written =
                process.write(
                        account, read.version(), id, read.balance() + amount, OptionalLong.empty());
        if (written.type() == Outcome.Type.FAIL) {
            conflicts++;
            return End.NOTHING;
        }
        return written.type() == Outcome.Type.OK ? End.DONE : End.PERHAPS;
    }

    private void work() throws InterruptedException {
        Thread.sleep(WORK_MIN_MILLIS + random.nextInt((int) (WORK_MAX_MILLIS - WORK_MIN_MILLIS)));
    }

    /** How long any answer may take. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
}
