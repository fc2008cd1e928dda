package dev.holdfast.env.clock;

import dev.holdfast.env.EnvironmentException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * The file in which a node finds what its clock adds to the true time. Both sides map it, so a
 * change needs no system call and takes effect with the node's next look at its clock. Its form is
 * told in {@code clock.c}. Safe for several threads; one writer a file.
 */
final class ClockFile {
    private static final VarHandle NUMBER =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int SETTING = 5;
    private static final int NUMBERS = 1 + 2 * SETTING;

    private final ByteBuffer numbers;

    private ClockFile(ByteBuffer numbers) {
        this.numbers = numbers;
    }

    /**
     * Opens the file; makes it if it is not there, and then the clock that looks into it is true.
     */
    static ClockFile open(Path file) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new ClockFile(channel.map(MapMode.READ_WRITE, 0, (long) NUMBERS * Long.BYTES));
        } catch (IOException e) {
            throw new EnvironmentException("cannot make the clock " + file + ": " + e, e);
        }
    }

    /**
     * Puts a setting in force.
     *
     * @param offset added always
     * @param ratePpm added for a million units of time since {@code base}
     * @param swing added in every second span {@code half} since {@code base}
     * @param half zero for no swing
     */
    synchronized void put(
            Duration offset, long ratePpm, Duration swing, Duration half, Instant base) {
        long generation = (long) NUMBER.getAcquire(numbers, 0) + 1;
        int index = 1 + SETTING * (int) (generation & 1);
        long baseNs =
                Math.addExact(
                        Math.multiplyExact(base.getEpochSecond(), 1_000_000_000L), base.getNano());
        long[] setting = {offset.toNanos(), ratePpm, swing.toNanos(), half.toNanos(), baseNs};
        for (int i = 0; i < SETTING; i++) {
            NUMBER.setRelease(numbers, (index + i) * Long.BYTES, setting[i]);
        }
        NUMBER.setRelease(numbers, 0, generation);
    }
}
