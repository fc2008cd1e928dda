package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.Effect;
import dev.holdfast.checker.subhistory.Subhistory;

/** What calls say, as their models read them. */
final class Words {
    private Words() {}

    static boolean isAcquire(Op invocation) {
        return invocation.f().equals("acquire");
    }

    /** The call with only what its model looks at. */
    static Effect effect(Subhistory h, int call) {
        return (Effect) h.model().effect(h.operation(call));
    }

    /**
     * The call whose outcome the event at {@code position} tells: one that returns, or is invoked
     * and will not return; else -1. Reading effects in this order reads the history in its order,
     * which is far faster than looking ahead for completions.
     */
    static int toldAt(Subhistory h, int position) {
        int event = h.event(position);
        return event < 0 ? ~event : h.isOptional(event) ? event : -1;
    }

    /** Whether no call of {@code h} is a failed operation. */
    static boolean hasNoTests(Subhistory h) {
        for (int call = 0; call < h.calls(); call++) {
            if (h.isTest(call)) {
                return false;
            }
        }
        return true;
    }
}
