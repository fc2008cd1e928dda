package dev.holdfast.scenario;

import static dev.holdfast.scenario.PaymentExpectations.holds;
import static dev.holdfast.scenario.PaymentExpectations.inDoubtMeanwhile;
import static dev.holdfast.scenario.PaymentExpectations.recovered;
import static dev.holdfast.scenario.PaymentExpectations.told;
import static dev.holdfast.scenario.PaymentExpectations.totals;
import static dev.holdfast.scenario.PaymentExpectations.undecided;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.impl.commit.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaymentExpectationsTest {
    private static final Payment T = PaymentStage.transfer("t", "bank-1", "bank-2", 10);

    private final List<Op> ops = new ArrayList<>();

    private void op(int process, OpType type, String f, Map<String, Object> value) {
        op(process, type, f, value, null);
    }

    private void op(
            int process, OpType type, String f, Map<String, Object> value, @Nullable String error) {
        ops.add(new Op(ops.size(), ops.size(), process, type, f, value, error));
    }

    private void statement(String who, String when, long balance, List<String> inDoubt) {
        Map<String, Object> question = Map.of("participant", who, "when", when);
        op(0, OpType.INVOKE, "statement", question);
        op(
                0,
                OpType.OK,
                "statement",
                Map.of(
                        "participant",
                        who,
                        "when",
                        when,
                        "balances",
                        Map.of("acc-1", balance),
                        "entries",
                        List.of(),
                        "in-doubt",
                        inDoubt));
    }

    private void step(String label, String state) {
        op(
                Op.NEMESIS,
                OpType.INFO,
                "step",
                Map.of("step", label, "state", state, "payment", "t", "who", "bank-1"));
    }

    private boolean seen(Expectation expectation) {
        return expectation.seen().test(History.of(ops));
    }

    @Test
    void balancesAreThoseOfTheEnd() {
        statement("bank-1", "opening", 1000, List.of());
        statement("bank-2", "opening", 1000, List.of());
        statement("bank-1", "final", 990, List.of());
        assertFalse(seen(holds("bank-1", 1000)));
        assertTrue(seen(holds("bank-1", 990)));
        assertFalse(seen(holds("bank-2", 1000)));
        statement("bank-2", "final", 1000, List.of());
        assertTrue(seen(totals(1990, 2000)));
        assertFalse(seen(totals(2000, 2000)));
    }

    @Test
    void doubtMeanwhileIsNotDoubtInTheEnd() {
        statement("bank-1", "final", 990, List.of("t"));
        assertFalse(seen(inDoubtMeanwhile("bank-1", T)));
        statement("bank-1", "during", 990, List.of("t"));
        assertTrue(seen(inDoubtMeanwhile("bank-1", T)));
        assertFalse(seen(inDoubtMeanwhile("bank-2", T)));
    }

    @Test
    void onlyAnAnswerOfNothingDoneTells() {
        op(0, OpType.INVOKE, "pay", Map.of("id", "t"));
        op(0, OpType.INFO, "pay", Map.of("id", "t"), "NodeExists");
        assertFalse(seen(told("NodeExists")));
        op(1, OpType.INVOKE, "pay", Map.of("id", "t"));
        op(1, OpType.FAIL, "pay", Map.of("id", "t"), "refused: NodeExists for t");
        assertTrue(seen(told("NodeExists")));
        assertFalse(seen(told("NoNode")));
    }

    @Test
    void undecidedIsWhatWasSentAndWhereNothingWasDone() {
        assertFalse(seen(undecided(T)), "nobody sent it");
        op(0, OpType.INVOKE, "pay", Map.of("id", "t"));
        step("decision-forced", "begun");
        step("vote-sent", "done");
        assertTrue(seen(undecided(T)));
        step("applied", "done");
        assertFalse(seen(undecided(T)));
    }

    @Test
    void recoveryIsAStep() {
        step("applied", "done");
        assertFalse(seen(recovered(T)));
        step("recovered", "done");
        assertTrue(seen(recovered(T)));
    }
}
