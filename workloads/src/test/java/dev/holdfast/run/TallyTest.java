package dev.holdfast.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.lock.BeliefChecker;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

    /** Faults wait for that: in a run of payments nobody ever writes. */
    @ParameterizedTest
    @CsvSource({
        "OK, write, true",
        "OK, pay, true",
        "FAIL, pay, false",
        "INVOKE, pay, false",
        "OK, statement, false",
        "OK, acquire, false"
    })
    void thereIsWorkOnceAClientHasWrittenOrPaid(OpType type, String f, boolean hasWork) {
        Tally tally = new Tally(BeliefChecker.online());
        tally.recorded(new Op(0, 0, 0, type, f, Map.of(), null));
        assertEquals(hasWork, tally.hasWork());
    }
}
