package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out in which situations the first return is met that no order explains. */
record StuckSearch(Script script) {
    private static final int WIDEST = 1 << 17;

    Optional<Stuck> find(Effort effort, int most) {
        try {
            Frontier frontier = new Frontier(script, Tricks.PLAIN, Counted.all(), WIDEST, effort);
            return switch (frontier.run(script.history().events(), Long.MAX_VALUE)) {
                case FOUND -> Optional.empty();
                case EXHAUSTED -> Optional.of(stuck(frontier, most));
                case OVERDRAWN, GIVEN_UP ->
                        throw new StoppedException(
                                "more than %,d configurations at one event".formatted(WIDEST));
            };
        } finally {
            effort.release();
        }
    }

    private Stuck stuck(Frontier frontier, int most) {
        List<Configuration> blocked = frontier.blocked();
        List<Stuck.Configuration> told =
                blocked.stream().limit(most).map(c -> tell(c, frontier)).toList();
        int call = ~script.history().event(frontier.blockedAt());
        return new Stuck(call, told, told.size() == blocked.size());
    }

    private Stuck.Configuration tell(Configuration c, Frontier frontier) {
        List<Integer> linearized = new ArrayList<>();
        List<Integer> pending = new ArrayList<>();
        List<Integer> unused = new ArrayList<>();
        Subhistory history = script.history();
        int position = frontier.blockedAt();
        Uses left = c.uses;
        for (int call = 0; call < history.calls() && history.invokedAt(call) < position; call++) {
            int slot = script.slotOf(call);
            if (slot == Script.NO_SLOT) {
                int effect = script.effectOf(call);
                if (left.of(effect) > 0) {
                    left = left.but(effect);
                } else {
                    unused.add(call);
                }
            } else if (history.returnedAt(call) >= position) {
                (c.isSettled(slot) ? linearized : pending).add(call);
            }
        }
        Object state = frontier.transitions().state(c.state);
        return new Stuck.Configuration(state, linearized, pending, unused);
    }
}
