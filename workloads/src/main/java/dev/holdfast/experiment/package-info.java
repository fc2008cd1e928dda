/**
 * What the article claims, measured: each {@link dev.holdfast.experiment.Experiment} brings real
 * servers and agents up in a {@link dev.holdfast.experiment.Lab}, and leaves a page and its numbers
 * in the store. Uses environments, the pool of agents and the recorder as runs do; knows nothing of
 * the command line.
 */
@NullMarked
package dev.holdfast.experiment;

import org.jspecify.annotations.NullMarked;
