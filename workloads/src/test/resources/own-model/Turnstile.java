package com.acme;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.Set;

/** A turnstile: a coin unlocks it, a push goes through once. */
public final class Turnstile implements Model<Boolean> {
    @Override
    public String name() {
        return "turnstile";
    }

    @Override
    public Set<String> functions() {
        return Set.of("coin", "push");
    }

    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Step<Boolean> step(Boolean unlocked, Operation operation) {
        if (operation.f().equals("coin")) {
            return new Step.Next<>(true);
        }
        return unlocked ? new Step.Next<>(false) : new Step.Refused<>("it is locked");
    }
}
