package com.acme;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.Set;

/** A model as users write it: money is paid in and out, and the balance never falls below 0. */
public final class Ledger implements Model<Long> {

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Set<String> functions() {
        return Set.of("pay-in", "pay-out", "balance");
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Step<Long> step(Long balance, Operation op) {
        if (op.outcome() == OpType.FAIL) {
            return new Step.Next<>(balance);
        }
        return switch (op.f()) {
            case "pay-in" -> new Step.Next<>(balance + amount(op));
            case "pay-out" ->
                    amount(op) <= balance
                            ? new Step.Next<>(balance - amount(op))
                            : new Step.Refused<>("the balance is " + balance);
            default ->
                    op.result() == null || op.result().equals(balance)
                            ? new Step.Next<>(balance)
                            : new Step.Refused<>("the balance is " + balance);
        };
    }

    private static long amount(Operation op) {
        return op.argument() instanceof Long n ? n : 0;
    }
}
