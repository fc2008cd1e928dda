package dev.holdfast.run;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import org.jspecify.annotations.Nullable;

/**
 * The environment that is up, if any. One thread brings them up and takes them down, one after the
 * other; {@link #abort} may come from another at any time, also while one is coming up.
 */
public final class CurrentEnvironment {
    private final EnvironmentStarter starter;
    private final Object life = new Object();
    private @Nullable Environment running;
    private volatile @Nullable Thread starting;
    private volatile boolean aborted;

    /** None yet. */
    public CurrentEnvironment(EnvironmentStarter starter) {
        this.starter = starter;
    }

    /**
     * Brings one up.
     *
     * @throws EnvironmentException if it cannot be, or after {@link #abort}; nothing of it is left
     *     behind
     */
    public Environment start(EnvironmentSpec spec) {
        synchronized (life) {
            if (aborted) {
                throw new EnvironmentException("interrupted");
            }
            starting = Thread.currentThread();
            try {
                Environment up = starter.start(spec);
                running = up;
                return up;
            } finally {
                starting = null;
            }
        }
    }

    /** Takes down what is up; returns when that is done. */
    public void takeDown() {
        synchronized (life) {
            Environment up = running;
            running = null;
            if (up != null) {
                up.close();
            }
        }
    }

    /** Takes down what is up or coming up, and lets nothing begin; returns when that is done. */
    public void abort() {
        aborted = true;
        Thread waiting = starting;
        if (waiting != null) {
            waiting.interrupt();
        }
        takeDown();
    }

    /** Whether it was aborted. */
    public boolean isAborted() {
        return aborted;
    }
}
