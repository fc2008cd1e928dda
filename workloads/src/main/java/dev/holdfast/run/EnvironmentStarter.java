package dev.holdfast.run;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;

/** Brings environments up: of processes or of containers. */
public interface EnvironmentStarter {

    /**
     * Brings one up.
     *
     * @throws EnvironmentException if it cannot be; nothing of it is left behind
     */
    Environment start(EnvironmentSpec spec);
}
