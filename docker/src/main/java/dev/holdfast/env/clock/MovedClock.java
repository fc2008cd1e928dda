package dev.holdfast.env.clock;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.NodeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The clock of a node into which the library of {@code clock.c} is preloaded. */
public final class MovedClock implements NodeClock {
    /** The source of the library, beside this class. */
    public static final String SOURCE = "clock.c";

    /** What the dynamic linker loads before all others. */
    private static final String PRELOAD = "LD_PRELOAD";

    /** Where the library finds its file. */
    private static final String FILE_VARIABLE = "HOLDFAST_CLOCK";

    private static final String FILE = "clock";
    private static final long RATE_MAX_PPM = 10_000_000;
    private static final Duration OFFSET_MAX = Duration.ofDays(36_500);
    private static final Duration HALF_MAX = Duration.ofDays(1);

    /** The machine's own: what a node's clock is compared with. */
    private static final Clock TRUE = Clock.systemUTC();

    private final String node;
    private final ClockFile file;
    private final OwnTime ownTime;

    /** How a node is asked for its time. */
    public interface OwnTime {
        /**
         * Asks, over a connection that no fault touches.
         *
         * @throws IOException if it does not answer within {@code limit}
         */
        Instant ask(Duration limit) throws IOException;
    }

    /**
     * The clock of a node, showing the true time before it is first set.
     *
     * @param folder the node's own, where the file is kept
     */
    public MovedClock(String node, Path folder, OwnTime ownTime) {
        this.node = node;
        this.file = ClockFile.open(folder.resolve(FILE));
        this.ownTime = ownTime;
    }

    /**
     * Adds to the environment variables of a node what it has to be started with.
     *
     * @param library the compiled library, where the node sees it
     * @param folder the node's own, where the node sees it
     */
    public static void prepare(Map<String, String> variables, String library, String folder) {
        variables.merge(PRELOAD, library, (theirs, ours) -> ours + ":" + theirs);
        variables.put(FILE_VARIABLE, folder + "/" + FILE);
    }

    @Override
    public void set(Duration offset) {
        requireOffset(offset);
        file.put(offset, 0, Duration.ZERO, Duration.ZERO, TRUE.instant());
    }

    private static void requireOffset(Duration offset) {
        if (offset.abs().compareTo(OFFSET_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a clock off by %s; it must be a hundred years at most".formatted(offset));
        }
    }

    @Override
    public void skew(long ratePpm) {
        if (ratePpm <= -1_000_000 || ratePpm > RATE_MAX_PPM) {
            throw new IllegalArgumentException(
                    "a rate of %d ppm; it must be above -1000000, at most %d"
                            .formatted(ratePpm, RATE_MAX_PPM));
        }
        file.put(Duration.ZERO, ratePpm, Duration.ZERO, Duration.ZERO, TRUE.instant());
    }

    @Override
    public void strobe(Duration swing, Duration half) {
        requireOffset(swing);
        if (half.compareTo(Duration.ofMillis(1)) < 0 || half.compareTo(HALF_MAX) > 0) {
            throw new IllegalArgumentException(
                    "half a period of %s; it must be a millisecond to a day".formatted(half));
        }
        file.put(Duration.ZERO, 0, swing, half, TRUE.instant());
    }

    @Override
    public Reading read(Duration limit) {
        Instant before = TRUE.instant();
        Instant own;
        try {
            own = ownTime.ask(limit);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "%s does not say what time it is: %s".formatted(node, e.getMessage()), e);
        }
        Duration half = Duration.between(before, TRUE.instant()).dividedBy(2);
        Instant at = before.plus(half);
        return new Reading(at, Duration.between(at, own), half.plusMillis(1));
    }
}
