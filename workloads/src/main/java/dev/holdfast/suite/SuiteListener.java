package dev.holdfast.suite;

import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunListener;

/** Hears how a suite is getting on; called by the threads that run cells, several at a time. */
public interface SuiteListener {
    /**
     * A cell starts.
     *
     * @return who shall hear of its run
     */
    RunListener started(Cell cell);

    /** Its run has got a folder. */
    void opened(Cell cell, RunFolder folder);

    /** A cell has come to its end. */
    void ended(CellResult result);
}
