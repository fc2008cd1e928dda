package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import org.jspecify.annotations.Nullable;

/** One pass over the events of a subhistory, in their order, up to the first contradiction. */
abstract class Sweep {
    final Subhistory h;

    /** The position of the event that the pass stands at. */
    int now;

    Sweep(Subhistory h) {
        this.h = h;
    }

    /** The invocation of {@code call}; a contradiction that it reveals, or null. */
    abstract @Nullable NotLinearizable invoked(int call);

    /** The return of {@code call}; a contradiction that it reveals, or null. */
    abstract @Nullable NotLinearizable returned(int call);

    final Finding run(Effort effort) {
        int events = h.events();
        for (now = 0; now < events; now++) {
            effort.step(now);
            int event = h.event(now);
            NotLinearizable found = event >= 0 ? invoked(event) : returned(~event);
            if (found != null) {
                return found;
            }
        }
        return new Finding.Linearizable();
    }
}
