package dev.holdfast.experiment;

/**
 * A claim and how it is measured.
 *
 * <p>{@link #run} is called once, in one thread, and may be interrupted.
 */
public interface Experiment {

    /** The name on the command line, and of the folder in the store. */
    String name();

    /**
     * Measures.
     *
     * @param lab where subjects are brought up; the caller closes it
     * @throws dev.holdfast.env.EnvironmentException in one line, if something cannot be brought up
     */
    Findings run(Lab lab) throws InterruptedException;
}
