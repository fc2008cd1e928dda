package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.subhistory.Closure;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.subhistory.SubhistoryBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Refutes a history by a stretch of it in which few calls are open, whatever happened before.
 *
 * <p>Where hundreds of calls are open at once no search of generations comes to an end. A stretch
 * without such a crowd is a history of its own, with less to explain: it may start in any state
 * that its operations can lead to, and a call that is open where it begins or ends may have
 * happened or not. So if no order explains the stretch, none explains the history up to the same
 * return. For models that are finite; says nothing of others.
 */
final class Narrows {
    /** In place of a position: no stretch was refuted. */
    static final int UNKNOWN = -1;

    private static final int MOST_STRETCHES = 64;
    private static final long MOST_CLOSURE_STEPS = 1_000_000;

    private final Subhistory history;
    private final List<?> starts;
    private final int wide;
    private final Tricks tricks;
    private final Effort effort;

    private Narrows(Subhistory history, List<?> starts, int wide, Tricks tricks, Effort effort) {
        this.history = history;
        this.starts = starts;
        this.wide = wide;
        this.tricks = tricks;
        this.effort = effort;
    }

    /**
     * The position of a return that no order explains; {@link #UNKNOWN} if the stretches do not
     * tell. O(events) beside the searches.
     *
     * @param wide how many calls may be open at once in a stretch
     */
    static int blockedAt(Script script, int wide, Tricks tricks, Effort effort) {
        List<?> starts = Closure.of(script.history(), MOST_CLOSURE_STEPS);
        return starts.isEmpty()
                ? UNKNOWN
                : new Narrows(script.history(), starts, wide, tricks, effort).first();
    }

    private int first() {
        int open = 0;
        int from = 0;
        int stretches = 0;
        for (int at = 0; at < history.events() && stretches < MOST_STRETCHES; at++) {
            int event = history.event(at);
            if (event < 0) {
                open--;
                from = open == wide ? at + 1 : from;
            } else if (!history.isOptional(event)) {
                open++;
                int blocked = open == wide + 1 ? refuted(from, at) : UNKNOWN;
                if (blocked != UNKNOWN) {
                    return blocked;
                }
                stretches += open == wide + 1 ? 1 : 0;
            }
        }
        return open > wide ? UNKNOWN : refuted(from, history.events());
    }

    /** The position of the return that the events from {@code from} to {@code to} contradict. */
    private int refuted(int from, int to) {
        SubhistoryBuilder builder =
                new SubhistoryBuilder(history.model(), history.fails(), null)
                        .startingIn(starts)
                        .with(history.free());
        Map<Integer, Integer> callOf = new HashMap<>();
        int returns = 0;
        for (int at = 0; at < to; at++) {
            int event = history.event(at);
            int returned = event < 0 ? at : history.returnedAt(event);
            boolean isInside = history.invokedAt(event < 0 ? ~event : event) >= from;
            if (event >= 0 && ((isInside && returned < to) || isOpen(event, returned, from))) {
                callOf.put(
                        event,
                        builder.invoked(history.invocation(event), history.completion(event)));
            } else if (event < 0 && isInside) {
                builder.returned(Objects.requireNonNull(callOf.get(~event)));
                returns++;
            }
        }
        return returns == 0 ? UNKNOWN : decide(builder.build(), callOf);
    }

    /** Whether {@code call} may happen in a stretch from {@code from} on, or may have before. */
    private boolean isOpen(int call, int returned, int from) {
        return returned >= from
                && !history.isTest(call)
                && !history.model().isReadOnly(history.operation(call));
    }

    private int decide(Subhistory stretch, Map<Integer, Integer> callOf) {
        Finding finding = new CegarSearch(tricks).decide(stretch, effort);
        if (!(finding instanceof Finding.NotLinearizable refuted)) {
            return UNKNOWN;
        }
        for (Map.Entry<Integer, Integer> call : callOf.entrySet()) {
            if (call.getValue() == refuted.blocked()) {
                return history.returnedAt(call.getKey());
            }
        }
        throw new IllegalStateException(
                "call %d is not of the stretch".formatted(refuted.blocked()));
    }
}
