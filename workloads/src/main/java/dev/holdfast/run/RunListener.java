package dev.holdfast.run;

import java.util.List;

/** Hears how a run is getting on; called by the runner's thread, must be quick. */
public interface RunListener {
    /** One thing worth a line. */
    void say(String line);

    /** Where the load stands; a few times a second. */
    void progress(Progress progress);

    /**
     * Where the load stands.
     *
     * @param millis since the load started
     * @param limitMillis its length
     * @param ok operations that ended ok
     * @param fail operations that ended fail
     * @param info operations that ended info
     * @param faults ids of the faults in force
     * @param verdict what is known already
     */
    record Progress(
            long millis,
            long limitMillis,
            long ok,
            long fail,
            long info,
            List<String> faults,
            String verdict) {}

    /** Hears nothing. */
    RunListener SILENT =
            new RunListener() {
                @Override
                public void say(String line) {}

                @Override
                public void progress(Progress progress) {}
            };
}
