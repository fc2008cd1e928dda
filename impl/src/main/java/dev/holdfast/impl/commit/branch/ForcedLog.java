package dev.holdfast.impl.commit.branch;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records, each a line, that can be forced to disk.
 *
 * <p>A line is eight hexadecimal digits of CRC-32C, a blank, and the record. A process that ends
 * while it writes leaves at most its last line without an end. Nobody was told of that record,
 * since telling waits for {@link #force}; so it is cut off when the log is opened again. A whole
 * line whose check does not hold is something else: a record that somebody may rely on is lost, and
 * opening the log fails.
 *
 * <p>Those who force at the same time share one write to the disk (group commit). After an error of
 * the disk nobody knows what is on it, so everything fails from then on. Safe for several threads.
 */
public final class ForcedLog implements AutoCloseable {
    private static final int CRC_DIGITS = 8;

    private final Path file;
    private final FileOutputStream out;
    private final Thread forcer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long appended;
    private long forced;

    private @Nullable Round underWay;
    private Round next = new Round();
    private boolean isNextWanted;
    private boolean isClosed;
    private @Nullable IOException broken;

    /** One write to the disk, shared by all who asked for it while the one before was under way. */
    private static final class Round {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        /** The last record of it, once it is under way. */
        private long until;
    }

    private ForcedLog(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
        this.forcer = new Thread(this::forceWhatIsWanted, "forcer");
        forcer.setDaemon(true);
        forcer.start();
    }

    /**
     * Opens the log, or makes an empty one.
     *
     * @param replay is given each record, the oldest first
     * @throws DamagedLogException if it cannot be read or is damaged
     */
    @SuppressWarnings("resource") // closed by close(), as the file is held open for as long
    public static ForcedLog open(Path file, Consumer<String> replay) {
        try {
            if (Files.exists(file)) {
                cut(file, replay(file, Files.readAllBytes(file), replay));
            }
            return new ForcedLog(file, new FileOutputStream(file.toFile(), true));
        } catch (IOException e) {
            throw new DamagedLogException("cannot open the log " + file + ": " + e, e);
        }
    }

    /** Returns how many bytes of it are whole records. */
    private static int replay(Path file, byte[] bytes, Consumer<String> replay) {
        int start = 0;
        while (start < bytes.length) {
            int end = endOfLine(bytes, start);
            if (end == bytes.length) {
                return start;
            }
            String record = record(bytes, start, end);
            if (record == null) {
                throw new DamagedLogException(
                        "the log %s is damaged at byte %d".formatted(file, start));
            }
            replay.accept(record);
            start = end + 1;
        }
        return start;
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** The record of this line; null if its check does not hold. */
    private static @Nullable String record(byte[] bytes, int start, int end) {
        int from = start + CRC_DIGITS + 1;
        if (from > end) {
            return null;
        }
        String crc = new String(bytes, start, CRC_DIGITS, StandardCharsets.US_ASCII);
        return crc.equals(crc(bytes, from, end - from)) && bytes[from - 1] == ' '
                ? new String(bytes, from, end - from, StandardCharsets.UTF_8)
                : null;
    }

    private static String crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return HexFormat.of().toHexDigits(crc.getValue(), CRC_DIGITS);
    }

    private static void cut(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            if (open.length() > length) {
                open.setLength(length);
                open.getFD().sync();
            }
        }
    }

    /**
     * Appends a record, which survives the end of this process but not yet that of the machine.
     *
     * @param record without line ends
     * @return its position, for {@link #force}
     * @throws DamagedLogException if the disk fails, or has failed before
     */
    public long append(String record) {
        if (record.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a record of several lines: " + record);
        }
        byte[] text = record.getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[CRC_DIGITS + 1 + text.length + 1];
        byte[] crc = crc(text, 0, text.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(crc, 0, line, 0, CRC_DIGITS);
        line[CRC_DIGITS] = ' ';
        System.arraycopy(text, 0, line, CRC_DIGITS + 1, text.length);
        line[line.length - 1] = '\n';
        lock.lock();
        try {
            requireWhole();
            out.write(line);
            return ++appended;
        } catch (IOException e) {
            throw breakWith(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has the record at {@code position} and all before it forced.
     *
     * @return done when they are on disk, in the log's one thread that forces: what is to happen
     *     then must not wait for anything. Fails with a {@link DamagedLogException} if the disk
     *     fails, or has failed before
     */
    public CompletableFuture<Void> forced(long position) {
        lock.lock();
        try {
            requireWhole();
            if (forced >= position) {
                return CompletableFuture.completedFuture(null);
            }
            if (isClosed) {
                throw new DamagedLogException("the log " + file + " is closed");
            }
            if (underWay != null && position <= underWay.until) {
                return underWay.ended;
            }
            isNextWanted = true;
            changed.signal();
            return next.ended;
        } catch (DamagedLogException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #forced}, of everything that was appended so far. */
    public CompletableFuture<Void> allForced() {
        return forced(lastAppended());
    }

    private long lastAppended() {
        lock.lock();
        try {
            return appended;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when {@link #forced} is done. @throws DamagedLogException if that fails */
    public void force(long position) {
        await(forced(position));
    }

    /** Returns when {@link #allForced} is done. @throws DamagedLogException if that fails */
    public void forceAllSoFar() {
        await(allForced());
    }

    /**
     * Waits for what comes of {@link #forced}: whether it is on disk has to be known, whoever is in
     * a hurry, so an interrupt waits.
     *
     * @throws IllegalStateException in the thread that forces, which would wait for itself
     * @throws DamagedLogException if the disk fails, or has failed before
     */
    <T> T await(CompletableFuture<T> future) {
        if (Thread.currentThread() == forcer) {
            throw new IllegalStateException("the thread that forces " + file + " must not wait");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void forceWhatIsWanted() {
        for (Round round = awaitRound(); round != null; round = awaitRound()) {
            try {
                force(round);
                round.ended.complete(null);
            } catch (DamagedLogException e) {
                round.ended.completeExceptionally(e);
            }
        }
    }

    /** Begins the next round when somebody wants it; null if nobody ever will. */
    private @Nullable Round awaitRound() {
        lock.lock();
        try {
            while (!isNextWanted && !isClosed) {
                changed.awaitUninterruptibly();
            }
            if (!isNextWanted) {
                return null;
            }
            Round round = next;
            round.until = appended;
            underWay = round;
            next = new Round();
            isNextWanted = false;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void force(Round round) {
        IOException failure = null;
        try {
            out.getFD().sync();
        } catch (IOException e) {
            failure = e;
        }
        lock.lock();
        try {
            underWay = null;
            requireWhole();
            if (failure != null) {
                throw breakWith(failure);
            }
            forced = round.until;
        } finally {
            lock.unlock();
        }
    }

    private void requireWhole() {
        IOException failure = broken;
        if (failure != null) {
            throw new DamagedLogException(
                    "the log " + file + " failed before: " + failure, failure);
        }
    }

    private DamagedLogException breakWith(IOException e) {
        broken = e;
        return new DamagedLogException("the log " + file + " cannot be written: " + e, e);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            out.close();
        } catch (IOException e) {
            broken = e;
        } finally {
            isClosed = true;
            changed.signal();
            lock.unlock();
        }
    }
}
