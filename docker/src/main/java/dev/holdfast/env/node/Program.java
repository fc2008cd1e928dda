package dev.holdfast.env.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What runs in a node: how it is started, and whether it is there.
 *
 * <p>{@link #launch} is called before each start and {@link #isReady} again and again after it, by
 * the one thread that starts the node; the rest by any.
 */
public interface Program {

    /** Writes what the program reads at its start, and says how it is started. */
    Launch launch();

    /** Whether it is ready. */
    boolean isReady();

    /** How long a start may take. */
    Duration startLimit();

    /**
     * The most telling line of what it printed since it was launched, for a start that failed;
     * empty if it printed nothing.
     */
    String lastWords();

    /** Removes its data. */
    void deleteData();

    /** Whether its data survive kill -9. */
    boolean keepsData();

    /** Whether it answers a heartbeat within half a second, if it runs. */
    boolean answers();

    /** Whether it asks the C library for the time, so that its clock can be moved. */
    boolean isClockMovable();

    /**
     * What it says the time is; asked only if its clock can be moved.
     *
     * @throws IOException if it does not say so within {@code limit}
     */
    default Instant time(Duration limit) throws IOException {
        throw new IOException("it does not tell the time");
    }
}
