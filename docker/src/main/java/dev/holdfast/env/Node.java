package dev.holdfast.env;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of the environment, server or agent, and what can be done to it.
 *
 * <p>All methods block until the thing is done and verified, or throw {@link EnvironmentException}
 * in bounded time. Each is idempotent. Safe for several threads.
 */
public interface Node {

    /** The name, unique in the environment. */
    String name();

    /** Stops every thread of it, as a long garbage collection or a frozen machine does. */
    void pause();

    /** Lets it go on. */
    void resume();

    /** Ends it without warning (kill -9). */
    void kill();

    /**
     * Starts it again after {@link #kill}, with the data that survived; returns once it answers.
     */
    void start();

    /** Starts it again without its data. */
    void startEmpty();

    /** Whether its process exists, paused or not. */
    boolean isAlive();

    /** Whether it answers a heartbeat within half a second. */
    boolean answers();

    /** Changes with every start: process id and start time, or the container's equivalent. */
    String incarnation();

    /**
     * Its clock; empty where it cannot be moved: the environment was not asked for it ({@link
     * Rigging#movesClocks}) or lacks what it takes, or the node asks the kernel for the time past
     * the C library, as programs in Go do.
     */
    Optional<NodeClock> clock();

    /** The folder with its configuration, data and log. */
    Path directory();
}
