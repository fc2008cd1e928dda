package dev.holdfast.report.view;

import java.util.List;

/**
 * A picture of a part of the history: who held which lock, what each process did, and which faults
 * were in force.
 *
 * <p>All moments are nanoseconds since the run started, or positions in the history where it tells
 * no times.
 *
 * @param title what is shown
 * @param description the picture in words, for those who do not see it
 * @param start where it begins
 * @param end where it ends, after the start
 * @param byIndex whether moments are positions in the history
 * @param faults the faults in force, by start
 * @param locks one lane per lock
 * @param processes one lane per process
 * @param marks the ops of the proof, by time
 * @param cut what is left out, one sentence each
 */
public record Timeline(
        String title,
        String description,
        long start,
        long end,
        boolean byIndex,
        List<Fault> faults,
        List<LockLane> locks,
        List<ProcessLane> processes,
        List<Mark> marks,
        List<String> cut) {

    public Timeline {
        faults = List.copyOf(faults);
        locks = List.copyOf(locks);
        processes = List.copyOf(processes);
        marks = List.copyOf(marks);
        cut = List.copyOf(cut);
    }

    /**
     * A fault in force.
     *
     * @param row on which row of the fault lane it fits
     */
    public record Fault(
            String kind,
            String target,
            long from,
            long to,
            boolean healed,
            String proof,
            int row) {}

    /**
     * Who held one lock.
     *
     * @param rows how many rows the tenures need so that none covers another
     */
    public record LockLane(
            String lock,
            List<Tenure> tenures,
            List<Overlap> overlaps,
            List<Crowd> crowds,
            int rows) {
        public LockLane {
            crowds = List.copyOf(crowds);
            tenures = List.copyOf(tenures);
            overlaps = List.copyOf(overlaps);
        }
    }

    /** How a tenure ends. */
    public enum End {
        /** The holder released, and that went well. */
        RELEASED("released"),
        /** The holder released, and was told that it no longer held the lock. */
        REFUSED("release failed: no longer held"),
        /** The holder released, and nobody knows whether that went through. */
        UNSURE("release with unknown outcome"),
        /** The holder was lost without a release. */
        LOST("holder lost without a release"),
        /** The history ends first. */
        OPEN("still held when the history ends");

        private final String words;

        End(String words) {
            this.words = words;
        }

        /** The ending in words. */
        public String words() {
            return words;
        }
    }

    /**
     * The time during which a process may believe that it holds a lock: certain from the grant to
     * the start of the release, possible a little before and after.
     *
     * @param token the fencing token, empty if there is none
     * @param mode {@code read} or {@code write} of a read-write lock, else empty
     * @param capacity how many may hold it at once
     * @param asked when it asked
     * @param from when it knew that it had the lock
     * @param to until when it was sure to believe so
     * @param gone when it no longer could
     * @param leaseEnd when the service stops counting it, -1 if that is not known
     * @param acquire the index of the event that granted it
     * @param row on which row of its lane it fits
     */
    public record Tenure(
            String lock,
            int process,
            String agent,
            String token,
            String mode,
            int capacity,
            long asked,
            long from,
            long to,
            long gone,
            End end,
            long leaseEnd,
            int acquire,
            int row) {
        /** Whether both may hold it at once: readers may. */
        boolean mayBeBeside(Tenure other) {
            return process == other.process || (isReading() && other.isReading());
        }

        public boolean isReading() {
            return mode.equals("read");
        }

        Tenure onRow(int newRow) {
            return new Tenure(
                    lock, process, agent, token, mode, capacity, asked, from, to, gone, end,
                    leaseEnd, acquire, newRow);
        }
    }

    /** Where {@code count} things began that are not drawn one by one. */
    public record Crowd(long from, long to, int count) {}

    /** Two certain tenures of one lock at the same time, that should not have been. */
    public record Overlap(int first, int second, long from, long to) {}

    /**
     * What one process did.
     *
     * @param agent the node on which it runs, empty if that is not told
     * @param diedAt when it was lost, -1 if it was not
     */
    public record ProcessLane(
            int process, String agent, List<Bar> bars, List<Crowd> crowds, long diedAt) {
        public ProcessLane {
            crowds = List.copyOf(crowds);
            bars = List.copyOf(bars);
        }
    }

    /**
     * One operation from invocation to completion.
     *
     * @param index the invocation's position
     * @param label what it did, in a word or two
     * @param outcome ok, fail, info or open
     * @param detail value and error
     */
    public record Bar(
            int index, String f, String label, String outcome, String detail, long from, long to) {}

    /** One event of the proof. */
    public record Mark(int index, String label, int process, long at) {}
}
