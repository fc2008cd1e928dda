package dev.holdfast.scenario;

import dev.holdfast.workload.LockWorkload;
import dev.holdfast.workload.PaymentsWorkload;
import dev.holdfast.workload.Workload;
import java.util.function.Function;

/**
 * A script, the kind of stage that it needs, and the promises that are at stake.
 *
 * @param promises the workload of random runs whose subjects and checkers are these
 * @param building makes the stage
 * @param script what happens
 */
record Play<S extends Stage>(Workload promises, Function<Theatre, S> building, Script<S> script) {

    /** What happens, step by step. */
    interface Script<S> {
        void play(S stage) throws InterruptedException;
    }

    static Play<LockStage> ofLocks(Script<LockStage> script) {
        return new Play<>(LockWorkload.exclusive(), LockStage::new, script);
    }

    static Play<PaymentStage> ofPayments(Script<PaymentStage> script) {
        return new Play<>(new PaymentsWorkload(), PaymentStage::new, script);
    }

    /** Makes the stage; nothing happens yet. */
    Performance in(Theatre theatre) {
        S stage = building.apply(theatre);
        return new Performance(stage, () -> script.play(stage));
    }

    /**
     * One performance of it.
     *
     * @param stage where
     * @param acts plays the script
     */
    record Performance(Stage stage, Acts acts) {
        /** Plays a script to its end. */
        interface Acts {
            void play() throws InterruptedException;
        }
    }
}
