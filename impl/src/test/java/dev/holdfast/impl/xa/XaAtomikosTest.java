package dev.holdfast.impl.xa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class XaAtomikosTest extends XaManagerContract {

    @Override
    protected String system() {
        return "xa-atomikos";
    }

    /** What Narayana takes for lost, this one commits when it finds it again. */
    @Test
    void keepsTheBranchOfABackendThatEndsWithAWord() throws SQLException {
        try (ForkedCoordinator asked = paidUntilTheSecondCommit()) {
            banks.endBackends(2);
            asked.tell("go");
            assertEquals("committed", asked.awaitAnswer());
            assertEquals(
                    List.of("90 [t] []", "110 [t] []"), await(asked, XaManagerContract::isQuiet));
        }
    }
}
