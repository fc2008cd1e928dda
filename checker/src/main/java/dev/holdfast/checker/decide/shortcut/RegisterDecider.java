package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.AccountModel;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides registers, with cas or without, and accounts to which no value is written twice.
 *
 * <p>A glance at the first writes tells registers of few values; where the first repetition comes
 * later it is undecided. O(n).
 */
final class RegisterDecider<M> extends Shortcut<M> {
    private static final int WRITES_GLANCED_AT = 100;

    private RegisterDecider(String name, Class<M> type) {
        super(name, type);
    }

    static RegisterDecider<RegisterModel> ofRegister() {
        return new RegisterDecider<>("unique-register", RegisterModel.class);
    }

    static RegisterDecider<AccountModel> ofAccount() {
        return new RegisterDecider<>("account", AccountModel.class);
    }

    @Override
    boolean fits(Subhistory h, M model) {
        if (!isLenient(h)) {
            return false;
        }
        Set<Object> written = new HashSet<>();
        written.add(h.model().initial());
        int writes = 0;
        for (int call = 0; call < h.calls() && writes < WRITES_GLANCED_AT; call++) {
            Object made = RegisterCalls.made(Words.effect(h, call));
            if (made != null) {
                writes++;
                if (!written.add(made)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    Finding decide(Subhistory h, M model, Effort effort) {
        RegisterCalls calls = new RegisterCalls(h, h.model().initial(), effort);
        return new Chains(h, calls.seen, calls.made, calls.values(), effort).decide();
    }
}
