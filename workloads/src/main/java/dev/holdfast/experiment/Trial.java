package dev.holdfast.experiment;

import java.util.List;

/**
 * One payment that some participants can carry out and others cannot.
 *
 * @param payment its id
 * @param willing how many can
 * @param told what the payer was told
 * @param executed which participants changed an account for it in the end
 */
record Trial(String payment, int willing, Told told, List<String> executed) {

    /** What a payer knows. */
    enum Told {
        COMMITTED,
        ABORTED,
        NOTHING
    }

    Trial {
        executed = List.copyOf(executed);
    }
}
