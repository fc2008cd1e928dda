package dev.holdfast.checker.linear;

import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * What was found about one object.
 *
 * @param part the object's subhistory
 * @param finding the answer
 * @param engine the name of the procedure that gave it
 * @param explored configurations looked at
 */
record PartFinding(Subhistory part, Finding finding, String engine, long explored) {
    boolean isViolation() {
        return finding instanceof Finding.NotLinearizable;
    }
}
