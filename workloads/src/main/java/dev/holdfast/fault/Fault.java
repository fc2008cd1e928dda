package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A kind of failure: how to draw one, how to make it happen, how to undo it.
 *
 * <p>Stateless: everything about one occurrence is in its {@link PlannedFault}, so that the same
 * plan does the same again. Called by one thread at a time.
 */
public interface Fault {

    /** The name on the command line and in histories. */
    String kind();

    /** One line: what it does. */
    String summary();

    /** Under which hazard claims speak of it, given what survives a kill. */
    Hazard hazard(Persistence persistence);

    /** Which faults it must not overlap: those of its own lane. */
    Lane lane();

    /** Whether some client can still succeed while it lasts; if so a run must show that. */
    boolean leavesService();

    /** The longest it can last, in milliseconds, for this lease. */
    long maxLengthMillis(long leaseMillis);

    /** The same where it depends on what there is to hit. */
    default long maxLengthMillis(FaultTargets targets) {
        return maxLengthMillis(targets.leaseMillis());
    }

    /** How long undoing it takes at most, in milliseconds, where that is long. */
    default long healMillis(FaultTargets targets) {
        return 0;
    }

    /** Whether it has anything to hit here; if not, why, in words fit for a user. */
    default String unavailable(FaultTargets targets) {
        return "";
    }

    /** Draws target, length and parameters; the caller sets id and start. */
    PlannedFault draw(Random random, FaultTargets targets);

    /**
     * Makes it happen.
     *
     * @return how it is known to have taken effect, and after how long; empty if it is not
     * @throws dev.holdfast.env.EnvironmentException if the rig fails
     */
    String inject(PlannedFault fault, Environment environment);

    /**
     * What it goes on to do while it lasts; called once, after {@link #inject}. Nothing, for most.
     *
     * @param isOver whether to stop with that, since the run is at its end
     * @throws dev.holdfast.env.EnvironmentException if the rig fails
     */
    default void proceed(PlannedFault fault, Environment environment, BooleanSupplier isOver) {}

    /**
     * Undoes it; also when it was injected only in part, and when it was healed before.
     *
     * @return how that is known; empty if it is not
     * @throws dev.holdfast.env.EnvironmentException if the rig fails
     */
    String heal(PlannedFault fault, Environment environment);

    /**
     * What a fault acts on; faults of one lane never overlap, so that healing one spares others.
     */
    enum Lane {
        /** Processes. */
        NODE,
        /** Connections. */
        LINK,
        /** What nodes take for the time. */
        CLOCK
    }
}
